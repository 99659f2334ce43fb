<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CertifyDialog</name>
    <message>
        <source>Is this key your own?</source>
        <translation>Ist das Ihr eigener Schlüssel?</translation>
    </message>
    <message>
        <source>Is this key its owner&apos;s?</source>
        <translation>Gehört der Schlüssel seinem Besitzer?</translation>
    </message>
    <message>
        <source>Whatever a key of your own certifies is certified. Say so only of a key that you made yourself.</source>
        <translation>Was immer Ihr eigener Schlüssel beglaubigt, gilt als beglaubigt. Sagen Sie das nur von einem Schlüssel, den Sie selbst erstellt haben.</translation>
    </message>
    <message>
        <source>Let the owner read the fingerprint to you, on the telephone or face to face, and compare all of it. A mail or a web page is not enough: whoever forged the key has forged that, too.</source>
        <translation>Lassen Sie sich den Fingerabdruck vom Besitzer vorlesen, am Telefon oder persönlich, und vergleichen Sie ihn ganz. Eine Mail oder eine Webseite genügt nicht: Wer den Schlüssel gefälscht hat, hat auch die gefälscht.</translation>
    </message>
    <message>
        <source>I made this key myself</source>
        <translation>Ich habe diesen Schlüssel selbst erstellt</translation>
    </message>
    <message>
        <source>I have compared it, and it is the same</source>
        <translation>Ich habe verglichen, er stimmt überein</translation>
    </message>
    <message>
        <source>by</source>
        <translation>mit</translation>
    </message>
    <message>
        <source>Your key that says so</source>
        <translation>Ihr Schlüssel, der das bezeugt</translation>
    </message>
    <message>
        <source>tell others, too</source>
        <translation>auch anderen mitteilen</translation>
    </message>
    <message>
        <source>The certification is exported with the key</source>
        <translation>Die Beglaubigung wird mit dem Schlüssel exportiert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>It is mine</source>
        <translation>Er gehört mir</translation>
    </message>
    <message>
        <source>Certify</source>
        <translation>Beglaubigen</translation>
    </message>
</context>
<context>
    <name>DeleteDialog</name>
    <message>
        <source>Delete the key of %1?</source>
        <translation>Den Schlüssel von %1 löschen?</translation>
    </message>
    <message>
        <source>It is your own: without its secret part nobody, not even you, can ever read again what was encrypted to it. Export the secret key first.</source>
        <translation>Es ist Ihr eigener: Ohne den geheimen Teil kann niemand, auch Sie nicht, je wieder lesen, was für ihn verschlüsselt wurde. Exportieren Sie vorher den geheimen Schlüssel.</translation>
    </message>
    <message>
        <source>It can be imported again, and is to be compared again then.</source>
        <translation>Er kann wieder importiert werden und ist dann erneut zu vergleichen.</translation>
    </message>
    <message>
        <source>its secret part, too, for ever</source>
        <translation>auch den geheimen Teil, für immer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Encrypt</source>
        <translation>Verschlüsseln</translation>
    </message>
    <message>
        <source>Decrypt</source>
        <translation>Entschlüsseln</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signieren</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>There is already a file %1.</source>
        <translation>Es gibt schon eine Datei %1.</translation>
    </message>
    <message>
        <source>You have skipped it.</source>
        <translation>Sie haben sie übersprungen.</translation>
    </message>
    <message>
        <source>Write or paste the text to encrypt, or drop files.</source>
        <translation>Text schreiben oder einfügen, oder Dateien ablegen.</translation>
    </message>
    <message>
        <source>Paste a message, whole, or drop files.</source>
        <translation>Ganze Nachricht einfügen, oder Dateien ablegen.</translation>
    </message>
    <message>
        <source>Write or paste the text to sign, or drop files.</source>
        <translation>Text schreiben oder einfügen, oder Dateien ablegen.</translation>
    </message>
    <message>
        <source>Paste a signed text, or drop a signed file.</source>
        <translation>Signierten Text einfügen, oder Datei ablegen.</translation>
    </message>
    <message>
        <source>Paste a key, whole, or drop its file.</source>
        <translation>Ganzen Schlüssel einfügen, oder seine Datei ablegen.</translation>
    </message>
    <message>
        <source>The signature&apos;s own file</source>
        <translation>Die eigene Datei der Signatur</translation>
    </message>
    <message>
        <source>A signature apart (.sig, .asc)</source>
        <translation>Getrennte Signatur (.sig, .asc)</translation>
    </message>
    <message>
        <source>Tab completes the path</source>
        <translation>Tab vervollständigt den Pfad</translation>
    </message>
    <message>
        <source>into</source>
        <translation>nach</translation>
    </message>
    <message>
        <source>The file for the result</source>
        <translation>Die Datei für das Ergebnis</translation>
    </message>
    <message>
        <source>shown here</source>
        <translation>wird hier gezeigt</translation>
    </message>
    <message>
        <source>Empty: the result is shown here</source>
        <translation>Leer: Das Ergebnis wird hier gezeigt</translation>
    </message>
    <message>
        <source>Each result goes beside its file.</source>
        <translation>Jedes Ergebnis kommt neben seine Datei.</translation>
    </message>
    <message>
        <source>Tick a key, or choose a passphrase, first</source>
        <translation>Zuerst einen Schlüssel ankreuzen oder eine Passphrase wählen</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Los</translation>
    </message>
    <message>
        <source>To begin, make a key of your own (Ctrl+N), or import somebody’s.
Encrypting with a passphrase works without any.</source>
        <translation>Erstellen Sie zuerst einen eigenen Schlüssel (Strg+N), oder importieren Sie einen fremden.
Verschlüsseln mit einer Passphrase geht ohne Schlüssel.</translation>
    </message>
    <message>
        <source>1. Write something above, or drop files.
2. Tick whom it is for, at the left.
3. Encrypt: Ctrl+Return.</source>
        <translation>1. Schreiben Sie oben etwas, oder legen Sie Dateien ab.
2. Kreuzen Sie links an, für wen es ist.
3. Verschlüsseln: Strg+Eingabe.</translation>
    </message>
    <message>
        <source>Nothing is shown or written before gpg has vouched for all of it.</source>
        <translation>Nichts wird gezeigt oder geschrieben, bevor gpg für alles gebürgt hat.</translation>
    </message>
    <message>
        <source>Others see who signed it, and that nobody changed it.</source>
        <translation>Andere sehen, wer es signiert hat und dass niemand es geändert hat.</translation>
    </message>
    <message>
        <source>Green only for a good signature by a certified key.</source>
        <translation>Grün nur für eine gute Signatur mit einem beglaubigten Schlüssel.</translation>
    </message>
    <message>
        <source>Imported keys are not certified yet: compare their fingerprints with the owners.</source>
        <translation>Importierte Schlüssel sind noch nicht beglaubigt: Vergleichen Sie ihre Fingerabdrücke mit den Besitzern.</translation>
    </message>
</context>
<context>
    <name>EncryptOptions</name>
    <message>
        <source>To:</source>
        <translation>An:</translation>
    </message>
    <message>
        <source>whoever knows the passphrase</source>
        <translation>wer die Passphrase kennt</translation>
    </message>
    <message>
        <source>tick whom it is for in the key list, or choose a passphrase</source>
        <translation>in der Schlüsselliste ankreuzen, für wen es ist, oder eine Passphrase wählen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Untick all keys</source>
        <translation>Alle Kreuze entfernen</translation>
    </message>
    <message>
        <source>with a passphrase</source>
        <translation>mit einer Passphrase</translation>
    </message>
    <message>
        <source>Whoever knows it can decrypt, without a key</source>
        <translation>Wer sie kennt, kann entschlüsseln, ohne Schlüssel</translation>
    </message>
    <message>
        <source>even to keys not certified</source>
        <translation>auch für nicht beglaubigte Schlüssel</translation>
    </message>
    <message>
        <source>You have compared the fingerprint with its owner</source>
        <translation>Sie haben den Fingerabdruck mit dem Besitzer verglichen</translation>
    </message>
    <message>
        <source>to myself, too</source>
        <translation>auch an mich</translation>
    </message>
    <message>
        <source>Else you cannot read it again</source>
        <translation>Sonst können Sie es nicht mehr lesen</translation>
    </message>
    <message>
        <source>Your key that can read it again</source>
        <translation>Ihr Schlüssel, der es wieder lesen kann</translation>
    </message>
    <message>
        <source>as text</source>
        <translation>als Text</translation>
    </message>
    <message>
        <source>The result can be pasted into a mail</source>
        <translation>Das Ergebnis lässt sich in eine Mail einfügen</translation>
    </message>
    <message>
        <source>sign as</source>
        <translation>signieren als</translation>
    </message>
    <message>
        <source>So that the others see that it comes from you</source>
        <translation>Damit die anderen sehen, dass es von Ihnen kommt</translation>
    </message>
</context>
<context>
    <name>ExistingDialog</name>
    <message>
        <source>There is already a file “%1”.</source>
        <translation>Es gibt schon eine Datei „%1“.</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>Datei %1</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>Ein anderer Name</translation>
    </message>
    <message>
        <source>the same for all that follow</source>
        <translation>dasselbe für alle folgenden</translation>
    </message>
    <message>
        <source>Another name is then the next one that is free</source>
        <translation>Der andere Name ist dann der nächste freie</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Andere Namen</translation>
    </message>
    <message>
        <source>Other name</source>
        <translation>Anderer Name</translation>
    </message>
    <message>
        <source>Skip all</source>
        <translation>Alle überspringen</translation>
    </message>
    <message>
        <source>Skip it</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Cancel the rest</source>
        <translation>Den Rest abbrechen</translation>
    </message>
</context>
<context>
    <name>ExpiryBox</name>
    <message>
        <source>in a year</source>
        <translation>in einem Jahr</translation>
    </message>
    <message>
        <source>in two years</source>
        <translation>in zwei Jahren</translation>
    </message>
    <message>
        <source>in five years</source>
        <translation>in fünf Jahren</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>It can be renewed before that, and a lost one ends by itself</source>
        <translation>Er kann vorher erneuert werden, und ein verlorener endet von selbst</translation>
    </message>
    <message>
        <source>When it expires</source>
        <translation>Wann er abläuft</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export 1 key</source>
        <translation>1 Schlüssel exportieren</translation>
    </message>
    <message numerus="yes">
        <source>Export %n keys</source>
        <translation>
            <numerusform>%n Schlüssel exportieren</numerusform>
            <numerusform>%n Schlüssel exportieren</numerusform>
        </translation>
    </message>
    <message>
        <source>The file to export to</source>
        <translation>Die Datei für den Export</translation>
    </message>
    <message>
        <source>A file; empty: show it in the window</source>
        <translation>Eine Datei; leer: im Fenster zeigen</translation>
    </message>
    <message>
        <source>the secret keys</source>
        <translation>die geheimen Schlüssel</translation>
    </message>
    <message>
        <source>To keep them in a safe place. Never for anybody else</source>
        <translation>Um sie sicher aufzubewahren. Niemals für jemand anderen</translation>
    </message>
    <message>
        <source>Whoever has this file, and its passphrase, is you. Give it to nobody.</source>
        <translation>Wer diese Datei und ihre Passphrase hat, kann sich als Sie ausgeben. Geben Sie sie niemandem.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
</context>
<context>
    <name>FileList</name>
    <message>
        <source>Files, the worst first</source>
        <translation>Dateien, die schlimmsten zuerst</translation>
    </message>
</context>
<context>
    <name>InputPane</name>
    <message>
        <source>a folder, as an archive</source>
        <translation>ein Ordner, als Archiv</translation>
    </message>
    <message>
        <source>Files to work on</source>
        <translation>Zu bearbeitende Dateien</translation>
    </message>
    <message>
        <source>A file; or write below</source>
        <translation>Eine Datei; oder unten schreiben</translation>
    </message>
    <message>
        <source>Tab completes the path</source>
        <translation>Tab vervollständigt den Pfad</translation>
    </message>
    <message>
        <source>No file: a text</source>
        <translation>Keine Datei: ein Text</translation>
    </message>
    <message>
        <source>The text to work on</source>
        <translation>Der zu bearbeitende Text</translation>
    </message>
    <message>
        <source>This is its beginning. All %1 characters are worked on; so many cannot be edited here.</source>
        <translation>Das ist der Anfang. Alle %1 Zeichen werden bearbeitet; so viele lassen sich hier nicht ändern.</translation>
    </message>
    <message>
        <source>Remove the text</source>
        <translation>Den Text entfernen</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und noch %n</numerusform>
            <numerusform>und noch %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Vertrauen</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Ablauf</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>What it is made of</source>
        <translation>Woraus er besteht</translation>
    </message>
    <message>
        <source>primary</source>
        <translation>Hauptschlüssel</translation>
    </message>
    <message>
        <source>subkey</source>
        <translation>Unterschlüssel</translation>
    </message>
    <message>
        <source>made %1</source>
        <translation>erstellt %1</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>Ablauf: %1</translation>
    </message>
    <message>
        <source>Certify …</source>
        <translation>Beglaubigen …</translation>
    </message>
    <message>
        <source>For that you need a key of your own, whose secret part is here</source>
        <translation>Dafür brauchen Sie einen eigenen Schlüssel, dessen geheimer Teil hier ist</translation>
    </message>
    <message>
        <source>You have compared the fingerprint: it is its owner&apos;s</source>
        <translation>Sie haben den Fingerabdruck verglichen: Es ist der des Besitzers</translation>
    </message>
    <message>
        <source>This is mine …</source>
        <translation>Das ist meiner …</translation>
    </message>
    <message>
        <source>Trust it as a key of your own</source>
        <translation>Ihm als eigenem Schlüssel vertrauen</translation>
    </message>
    <message>
        <source>Renew …</source>
        <translation>Erneuern …</translation>
    </message>
    <message>
        <source>Another day on which it expires</source>
        <translation>Ein anderer Tag, an dem er abläuft</translation>
    </message>
    <message>
        <source>Passphrase …</source>
        <translation>Passphrase …</translation>
    </message>
    <message>
        <source>Change its passphrase</source>
        <translation>Seine Passphrase ändern</translation>
    </message>
    <message>
        <source>Delete …</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>KeyList</name>
    <message>
        <source>1 key</source>
        <translation>1 Schlüssel</translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n Schlüssel</numerusform>
            <numerusform>%n Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation>Schlüssel suchen</translation>
    </message>
    <message>
        <source>By name, address, fingerprint, or state: “own”, “expired”</source>
        <translation>Nach Name, Adresse, Fingerabdruck oder Zustand: „eigen“, „abgelaufen“</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Listing the keys …</source>
        <translation>Listet die Schlüssel auf …</translation>
    </message>
    <message>
        <source>No key matches.</source>
        <translation>Kein Schlüssel passt.</translation>
    </message>
    <message>
        <source>There is no key here yet. Make one of your own below, or import one.</source>
        <translation>Hier ist noch kein Schlüssel. Erstellen Sie unten einen eigenen, oder importieren Sie einen.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>New key …</source>
        <translation>Neuer Schlüssel …</translation>
    </message>
    <message>
        <source>Generate a key of your own</source>
        <translation>Einen eigenen Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Export …</translation>
    </message>
    <message>
        <source>The ticked keys, for others to encrypt to you</source>
        <translation>Die angekreuzten Schlüssel, damit andere für Sie verschlüsseln</translation>
    </message>
    <message>
        <source>The current key; of several, tick them</source>
        <translation>Der aktuelle Schlüssel; für mehrere diese ankreuzen</translation>
    </message>
    <message>
        <source>Details …</source>
        <translation>Details …</translation>
    </message>
    <message>
        <source>The current key: certify, renew or delete it, change its passphrase</source>
        <translation>Der aktuelle Schlüssel: beglaubigen, erneuern, löschen, Passphrase ändern</translation>
    </message>
    <message>
        <source>List them again</source>
        <translation>Die Liste neu lesen</translation>
    </message>
</context>
<context>
    <name>KeyRow</name>
    <message>
        <source>secret key here</source>
        <translation>geheimer Schlüssel hier</translation>
    </message>
    <message>
        <source>secret key</source>
        <translation>geheim</translation>
    </message>
</context>
<context>
    <name>LogList</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear: %1</source>
        <translation>Leeren: %1</translation>
    </message>
</context>
<context>
    <name>LogPane</name>
    <message>
        <source>Log and stderr: for people</source>
        <translation>Protokoll: für Menschen</translation>
    </message>
    <message>
        <source>Status fd: for the verdict</source>
        <translation>Status-fd: fürs Urteil</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>gpg desk</source>
        <translation>Gpg-Schreibtisch</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>All that gpg says</source>
        <translation>Alles, was gpg sagt</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Dark on light</source>
        <translation>Dunkel auf hell</translation>
    </message>
    <message>
        <source>Light on dark</source>
        <translation>Hell auf dunkel</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Erneut suchen</translation>
    </message>
    <message>
        <source>These keys are only to be played with, and go when the window closes.</source>
        <translation>Diese Schlüssel sind nur zum Spielen und verschwinden, wenn das Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>The passphrase of Alice is: demo</source>
        <translation>Die Passphrase von Alice ist: demo</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>The signature on this is BAD: somebody may have changed it, to deceive you or to attack the program that opens it. Do not believe a word of it, and do not answer it.</source>
        <translation>Die Signatur dazu ist UNGÜLTIG: Jemand kann es geändert haben, um Sie zu täuschen oder das Programm anzugreifen, das es öffnet. Glauben Sie kein Wort davon, und antworten Sie nicht darauf.</translation>
    </message>
    <message>
        <source>Write it all the same</source>
        <translation>Trotzdem schreiben</translation>
    </message>
    <message>
        <source>Show it all the same</source>
        <translation>Trotzdem zeigen</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>There is already a file “%1”. Replace it?</source>
        <translation>Es gibt schon eine Datei „%1“. Ersetzen?</translation>
    </message>
</context>
<context>
    <name>NewKeyDialog</name>
    <message>
        <source>A new key</source>
        <translation>Ein neuer Schlüssel</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your e-mail address</source>
        <translation>Ihre Mailadresse</translation>
    </message>
    <message>
        <source>expires</source>
        <translation>läuft ab</translation>
    </message>
    <message>
        <source>without a passphrase</source>
        <translation>ohne Passphrase</translation>
    </message>
    <message>
        <source>Whoever gets at your files has the key</source>
        <translation>Wer an Ihre Dateien kommt, hat den Schlüssel</translation>
    </message>
    <message>
        <source>gpg asks for a passphrase next; the first key takes a few seconds.</source>
        <translation>gpg fragt als Nächstes nach einer Passphrase; der erste Schlüssel dauert ein paar Sekunden.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>The one given before does not fit here.</source>
        <translation>Die vorhin angegebene passt hier nicht.</translation>
    </message>
    <message>
        <source>That was the wrong one. Try again; mind the keyboard layout.</source>
        <translation>Das war die falsche. Versuchen Sie es noch einmal; achten Sie auf die Tastaturbelegung.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>The two are not the same. Type the second one again.</source>
        <translation>Die beiden sind verschieden. Geben Sie die zweite noch einmal ein.</translation>
    </message>
    <message>
        <source>It goes to gpg through a pipe of its own, and is wiped from memory after that.</source>
        <translation>Sie geht durch eine eigene Pipe an gpg und wird danach aus dem Speicher gelöscht.</translation>
    </message>
    <message>
        <source>Skip this file</source>
        <translation>Diese Datei überspringen</translation>
    </message>
    <message>
        <source>Go on with the next one</source>
        <translation>Mit der nächsten weitermachen</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>Alle abbrechen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>PathLine</name>
    <message>
        <source>A folder to work on</source>
        <translation>Ein zu bearbeitender Ordner</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Folder …</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>A folder, which becomes an archive</source>
        <translation>Ein Ordner, aus dem ein Archiv wird</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>gpg is %1</source>
        <translation>gpg %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop gpg; nothing is left behind</source>
        <translation>gpg stoppen; es bleibt nichts zurück</translation>
    </message>
</context>
<context>
    <name>RenewDialog</name>
    <message>
        <source>Renew %1</source>
        <translation>%1 erneuern</translation>
    </message>
    <message>
        <source>expires</source>
        <translation>läuft ab</translation>
    </message>
    <message>
        <source>From today on, with its subkeys. Then export it, and send it to those who write to you: theirs does not know of it.</source>
        <translation>Ab heute, mit den Unterschlüsseln. Exportieren Sie ihn danach und schicken Sie ihn denen, die Ihnen schreiben: Ihr Exemplar weiß nichts davon.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Renew</source>
        <translation>Erneuern</translation>
    </message>
</context>
<context>
    <name>ResultPane</name>
    <message>
        <source>and 1 more signature</source>
        <translation>und 1 weitere Signatur</translation>
    </message>
    <message numerus="yes">
        <source>and %n more signatures</source>
        <translation>
            <numerusform>und %n weitere Signatur</numerusform>
            <numerusform>und %n weitere Signaturen</numerusform>
        </translation>
    </message>
    <message>
        <source>Written to %1</source>
        <translation>Geschrieben nach %1</translation>
    </message>
    <message>
        <source>It is no text: %1. Save it to a file.</source>
        <translation>Es ist kein Text: %1. Speichern Sie es in eine Datei.</translation>
    </message>
    <message>
        <source>This is its beginning; save it to see all %1</source>
        <translation>Das ist der Anfang; speichern Sie es, um alles zu sehen: %1</translation>
    </message>
    <message>
        <source>The keys in it: compare their fingerprints with the owners</source>
        <translation>Die Schlüssel darin: Vergleichen Sie ihre Fingerabdrücke mit den Besitzern</translation>
    </message>
    <message>
        <source>What gpg made</source>
        <translation>Was gpg daraus gemacht hat</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The text to the clipboard</source>
        <translation>Den Text in die Zwischenablage</translation>
    </message>
    <message>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>To a file</source>
        <translation>In eine Datei</translation>
    </message>
    <message>
        <source>Write it all the same …</source>
        <translation>Trotzdem schreiben …</translation>
    </message>
    <message>
        <source>Show it all the same …</source>
        <translation>Trotzdem zeigen …</translation>
    </message>
    <message>
        <source>Although its signature is BAD</source>
        <translation>Obwohl die Signatur UNGÜLTIG ist</translation>
    </message>
    <message>
        <source>Unpack …</source>
        <translation>Auspacken …</translation>
    </message>
    <message>
        <source>It is an archive: what is in it goes into a new folder</source>
        <translation>Es ist ein Archiv: Sein Inhalt kommt in einen neuen Ordner</translation>
    </message>
    <message>
        <source>Import it</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Decrypt it</source>
        <translation>Entschlüsseln</translation>
    </message>
    <message>
        <source>Verify it</source>
        <translation>Prüfen</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>The file to save to</source>
        <translation>Die Zieldatei</translation>
    </message>
    <message>
        <source>It cannot be saved: %1</source>
        <translation>Speichern nicht möglich: %1</translation>
    </message>
    <message>
        <source>There is already such a file.</source>
        <translation>Eine solche Datei gibt es schon.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>SignOptions</name>
    <message>
        <source>apart (detached)</source>
        <translation>getrennt (detached)</translation>
    </message>
    <message>
        <source>around the text (clear)</source>
        <translation>um den Text (clear)</translation>
    </message>
    <message>
        <source>together, packed</source>
        <translation>zusammen, gepackt</translation>
    </message>
    <message>
        <source>Where the signature goes</source>
        <translation>Wohin die Signatur kommt</translation>
    </message>
    <message>
        <source>as text</source>
        <translation>als Text</translation>
    </message>
    <message>
        <source>The result can be pasted into a mail</source>
        <translation>Das Ergebnis lässt sich in eine Mail einfügen</translation>
    </message>
</context>
<context>
    <name>SignerBox</name>
    <message>
        <source>none of yours can sign</source>
        <translation>keiner von Ihren kann signieren</translation>
    </message>
    <message>
        <source>no key of your own yet</source>
        <translation>noch kein eigener Schlüssel</translation>
    </message>
    <message>
        <source>The key that signs</source>
        <translation>Der Schlüssel, der signiert</translation>
    </message>
</context>
<context>
    <name>UnpackDialog</name>
    <message>
        <source>Unpack “%1”</source>
        <translation>„%1“ auspacken</translation>
    </message>
    <message>
        <source>The new folder for it</source>
        <translation>Der neue Ordner dafür</translation>
    </message>
    <message>
        <source>There is already something of that name.</source>
        <translation>Es gibt schon etwas mit diesem Namen.</translation>
    </message>
    <message>
        <source>The folder is made anew. Nothing outside it is written.</source>
        <translation>Der Ordner wird neu angelegt. Außerhalb wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Unpack</source>
        <translation>Auspacken</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>it is a pipe or a device, and no file</source>
        <translation>es ist eine Pipe oder ein Gerät und keine Datei</translation>
    </message>
    <message>
        <source>tar %1</source>
        <comment>how it ended</comment>
        <translation>tar wurde %1</translation>
    </message>
    <message>
        <source>its end is missing</source>
        <translation>das Ende fehlt</translation>
    </message>
    <message>
        <source>What had come out of it until then is in “%1”.</source>
        <translation>Was bis dahin herausgekommen war, ist in „%1“.</translation>
    </message>
    <message>
        <source>Nothing of it is left.</source>
        <translation>Es ist nichts davon übrig.</translation>
    </message>
    <message>
        <source>Unpacked into a new folder.</source>
        <translation>In einen neuen Ordner ausgepackt.</translation>
    </message>
    <message>
        <source>Encrypt to each --to, or with a passphrase: --symmetric.</source>
        <translation>Für jedes --to verschlüsseln, oder mit einer Passphrase: --symmetric.</translation>
    </message>
    <message>
        <source>Decrypt.</source>
        <translation>Entschlüsseln.</translation>
    </message>
    <message>
        <source>Sign; --form tells how.</source>
        <translation>Signieren; --form sagt, wie.</translation>
    </message>
    <message>
        <source>Check the signatures in the input, or those of --signature on it.</source>
        <translation>Die Signaturen in der Eingabe prüfen, oder die von --signature dazu.</translation>
    </message>
    <message>
        <source>List the keys.</source>
        <translation>Die Schlüssel auflisten.</translation>
    </message>
    <message>
        <source>List the keys in the input.</source>
        <translation>Die Schlüssel in der Eingabe auflisten.</translation>
    </message>
    <message>
        <source>Take over the keys in the input.</source>
        <translation>Die Schlüssel in der Eingabe übernehmen.</translation>
    </message>
    <message>
        <source>Write each --key.</source>
        <translation>Jeden --key ausgeben.</translation>
    </message>
    <message>
        <source>Make a key for --user-id, or from FILE: a parameter block of gpg&apos;s.</source>
        <translation>Einen Schlüssel für --user-id erzeugen, oder nach DATEI: ein Parameterblock von gpg.</translation>
    </message>
    <message>
        <source>Delete each --key.</source>
        <translation>Jeden --key löschen.</translation>
    </message>
    <message>
        <source>Say, with your key --as, that --key is its owner&apos;s; --for-others: to all.</source>
        <translation>Mit Ihrem Schlüssel --as bezeugen, dass --key seinem Besitzer gehört; --for-others: allen.</translation>
    </message>
    <message>
        <source>Say that each --key is your own.</source>
        <translation>Jeden --key zum eigenen erklären.</translation>
    </message>
    <message>
        <source>Give --key and its subkeys a new --expiry.</source>
        <translation>--key und seinen Unterschlüsseln ein neues --expiry geben.</translation>
    </message>
    <message>
        <source>Of --key; --passphrase-fd: the old one, a line feed, the new one.</source>
        <translation>Von --key; --passphrase-fd: die alte, ein Zeilenvorschub, die neue.</translation>
    </message>
    <message>
        <source>Unpack a tar archive into the new folder --output.</source>
        <translation>Ein tar-Archiv in den neuen Ordner --output auspacken.</translation>
    </message>
    <message>
        <source>Work out which keys are certified.</source>
        <translation>Ermitteln, welche Schlüssel beglaubigt sind.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und noch %n</numerusform>
            <numerusform>und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>secret</source>
        <comment>a key of one&apos;s own</comment>
        <translation>geheim</translation>
    </message>
    <message>
        <source>Drives gpg over descriptors of its own. Without an operation it opens a window, which takes
--home, --program, --light and --dark.</source>
        <translation>Steuert gpg über eigene Deskriptoren. Ohne eine Aktion öffnet es ein Fenster; das kennt
--home, --program, --light und --dark.</translation>
    </message>
    <message>
        <source>Where the result goes; else to stdout.</source>
        <translation>Wohin das Ergebnis kommt; sonst auf stdout.</translation>
    </message>
    <message>
        <source>file</source>
        <translation>DATEI</translation>
    </message>
    <message>
        <source>--output may exist.</source>
        <translation>--output darf es schon geben.</translation>
    </message>
    <message>
        <source>A detached signature on the input.</source>
        <translation>Eine abgetrennte Signatur zur Eingabe.</translation>
    </message>
    <message>
        <source>Encrypt to this key.</source>
        <translation>Für diesen Schlüssel verschlüsseln.</translation>
    </message>
    <message>
        <source>fingerprint</source>
        <translation>FINGERABDRUCK</translation>
    </message>
    <message>
        <source>Sign with this key.</source>
        <translation>Mit diesem Schlüssel signieren.</translation>
    </message>
    <message>
        <source>The key that is meant.</source>
        <translation>Der gemeinte Schlüssel.</translation>
    </message>
    <message>
        <source>Certify with a signature that is exported, too.</source>
        <translation>Mit einer Signatur beglaubigen, die auch exportiert wird.</translation>
    </message>
    <message>
        <source>Encrypt with a passphrase.</source>
        <translation>Mit einer Passphrase verschlüsseln.</translation>
    </message>
    <message>
        <source>Encrypt to keys that nobody vouches for.</source>
        <translation>Auch für Schlüssel verschlüsseln, für die niemand bürgt.</translation>
    </message>
    <message>
        <source>Encrypt to this key of yours, too.</source>
        <translation>Auch für diesen eigenen Schlüssel verschlüsseln.</translation>
    </message>
    <message>
        <source>Give out what is decrypted, or verified, even when a signature on it is bad.</source>
        <translation>Ausgeben, was entschlüsselt oder geprüft wurde, auch wenn eine Signatur darauf ungültig ist.</translation>
    </message>
    <message>
        <source>The result is text.</source>
        <translation>Das Ergebnis ist Text.</translation>
    </message>
    <message>
        <source>The input is compressed already.</source>
        <translation>Die Eingabe ist schon komprimiert.</translation>
    </message>
    <message>
        <source>detached, clear or inline.</source>
        <translation>detached (getrennt), clear (um den Text) oder inline.</translation>
    </message>
    <message>
        <source>form</source>
        <translation>FORM</translation>
    </message>
    <message>
        <source>List, export or delete secret keys.</source>
        <translation>Geheime Schlüssel auflisten, exportieren oder löschen.</translation>
    </message>
    <message>
        <source>&quot;Name &lt;address&gt;&quot; of a new key.</source>
        <translation>„Name &lt;Adresse&gt;“ eines neuen Schlüssels.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>Of a new key, or a renewed one: 2y, 30d, 2030-12-31, 0 for never.</source>
        <translation>Eines neuen oder erneuerten Schlüssels: 2y, 30d, 2030-12-31, 0 für nie.</translation>
    </message>
    <message>
        <source>time</source>
        <translation>ZEIT</translation>
    </message>
    <message>
        <source>A new key without one.</source>
        <translation>Ein neuer Schlüssel ohne Passphrase.</translation>
    </message>
    <message>
        <source>Read it from this descriptor; else gpg-agent asks.</source>
        <translation>Sie von diesem Deskriptor lesen; sonst fragt gpg-agent.</translation>
    </message>
    <message>
        <source>number</source>
        <translation>NUMMER</translation>
    </message>
    <message>
        <source>Another GNUPGHOME.</source>
        <translation>Ein anderes GNUPGHOME.</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>ORDNER</translation>
    </message>
    <message>
        <source>Another gpg.</source>
        <translation>Ein anderes gpg.</translation>
    </message>
    <message>
        <source>path</source>
        <translation>PFAD</translation>
    </message>
    <message>
        <source>Tell the command and what gpg says, too.</source>
        <translation>Auch den Befehl nennen und was gpg sagt.</translation>
    </message>
    <message>
        <source>The input; without one, or for &quot;-&quot;, stdin. A folder is encrypted as a tar archive.</source>
        <translation>Die Eingabe; ohne sie, oder bei „-“, stdin. Ein Ordner wird als tar-Archiv verschlüsselt.</translation>
    </message>
    <message>
        <source>One operation, and one file at most: see --help.</source>
        <translation>Eine Aktion und höchstens eine Datei: siehe --help.</translation>
    </message>
    <message>
        <source>gpg is %1</source>
        <translation>gpg %1</translation>
    </message>
    <message>
        <source>There are no keys.</source>
        <translation>Es gibt keine Schlüssel.</translation>
    </message>
    <message>
        <source>The output cannot be written.</source>
        <translation>Die Ausgabe kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>it wrote a line without end</source>
        <translation>es schrieb eine Zeile ohne Ende</translation>
    </message>
    <message>
        <source>it has a line break or a NUL in it.</source>
        <translation>es enthält einen Zeilenumbruch oder ein NUL-Zeichen.</translation>
    </message>
    <message>
        <source>gpg-agent takes no more than 255 bytes.</source>
        <translation>gpg-agent nimmt nicht mehr als 255 Byte.</translation>
    </message>
    <message>
        <source>gpg takes “%1” for no time to expire that is to come.</source>
        <translation>gpg nimmt „%1“ nicht als künftiges Ablaufdatum.</translation>
    </message>
    <message>
        <source>it asks for “%1”.</source>
        <translation>es fragt nach „%1“.</translation>
    </message>
    <message>
        <source>waiting for pinentry (process %1), which asks for the passphrase</source>
        <translation>wartet auf Pinentry (Prozess %1), das nach der Passphrase fragt</translation>
    </message>
    <message>
        <source>making a key</source>
        <translation>erzeugt einen Schlüssel</translation>
    </message>
    <message>
        <source>waiting for the key ring, which process %1 has locked</source>
        <translation>wartet auf den Schlüsselbund, den Prozess %1 gesperrt hat</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>keine Datei</translation>
    </message>
    <message>
        <source>The output would take the place of what is read.</source>
        <translation>Die Ausgabe würde ersetzen, was gelesen wird.</translation>
    </message>
    <message>
        <source>The folder is in it as the archive %1.</source>
        <translation>Der Ordner ist darin als Archiv %1.</translation>
    </message>
    <message>
        <source>secret key</source>
        <translation>geheimer Schlüssel</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>aktualisiert</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>schon bekannt</translation>
    </message>
    <message>
        <source>%1 has expired on %2.</source>
        <translation>%1 ist am %2 abgelaufen.</translation>
    </message>
    <message>
        <source>%1 has been revoked.</source>
        <translation>%1 ist widerrufen.</translation>
    </message>
    <message>
        <source>%1 is not valid.</source>
        <translation>%1 ist ungültig.</translation>
    </message>
    <message>
        <source>%1 is disabled in your key list.</source>
        <translation>%1 ist in Ihrer Schlüsselliste abgeschaltet.</translation>
    </message>
    <message>
        <source>%1 is not valid: it has not signed any name of its own.</source>
        <translation>%1 ist ungültig: Er hat keinen eigenen Namen signiert.</translation>
    </message>
    <message>
        <source>encrypts</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>signs</source>
        <translation>signiert</translation>
    </message>
    <message>
        <source>certifies</source>
        <translation>beglaubigt</translation>
    </message>
    <message>
        <source>logs in</source>
        <translation>meldet an</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>The %1</source>
        <translation>Der %1</translation>
    </message>
    <message>
        <source>The key of %1</source>
        <translation>Der Schlüssel von %1</translation>
    </message>
    <message>
        <source>%1 has no encryption subkey, so it can only sign.</source>
        <translation>%1 hat keinen Unterschlüssel zum Verschlüsseln, kann also nur signieren.</translation>
    </message>
    <message>
        <source>The encryption subkey of %1</source>
        <translation>Der Unterschlüssel zum Verschlüsseln von %1</translation>
    </message>
    <message>
        <source>Your %1</source>
        <translation>Ihr %1</translation>
    </message>
    <message>
        <source>Your key %1</source>
        <translation>Ihr Schlüssel %1</translation>
    </message>
    <message>
        <source>The secret part of the key of %1 is not here.</source>
        <translation>Der geheime Teil des Schlüssels von %1 ist nicht hier.</translation>
    </message>
    <message>
        <source>The signing subkey of %1</source>
        <translation>Der Unterschlüssel zum Signieren von %1</translation>
    </message>
    <message>
        <source>%1 has no signing subkey.</source>
        <translation>%1 hat keinen Unterschlüssel zum Signieren.</translation>
    </message>
    <message>
        <source>%1 cannot sign here: its signing part is kept elsewhere.</source>
        <translation>%1 kann hier nicht signieren: Der Teil dafür liegt anderswo.</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>expired on %1</source>
        <translation>abgelaufen am %1</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>abgeschaltet</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>ungültig</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>eigener</translation>
    </message>
    <message>
        <source>certified</source>
        <translation>beglaubigt</translation>
    </message>
    <message>
        <source>marginally certified</source>
        <translation>teilweise beglaubigt</translation>
    </message>
    <message>
        <source>never to be trusted</source>
        <translation>nie vertrauenswürdig</translation>
    </message>
    <message>
        <source>not certified</source>
        <translation>nicht beglaubigt</translation>
    </message>
    <message>
        <source>algorithm %1</source>
        <translation>Algorithmus %1</translation>
    </message>
    <message>
        <source>Decrypted whole. It does not say for whom it is (a hidden recipient), so other keys of yours were tried first.</source>
        <translation>Ganz entschlüsselt. Es sagt nicht, für wen es ist (ein verborgener Empfänger), daher wurden zuerst andere Ihrer Schlüssel probiert.</translation>
    </message>
    <message>
        <source>Decrypted whole, but gpg was not content with everything: its log says more.</source>
        <translation>Ganz entschlüsselt, aber gpg war nicht mit allem zufrieden: Das Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>It is given out all the same, as you wanted.</source>
        <translation>Es wird trotzdem ausgegeben, wie Sie wollten.</translation>
    </message>
    <message>
        <source>No passphrase was asked for: the key has none, or gpg-agent still knows it.</source>
        <translation>Nach einer Passphrase wurde nicht gefragt: Der Schlüssel hat keine, oder gpg-agent kennt sie noch.</translation>
    </message>
    <message>
        <source>gpg-agent takes a passphrase only from its own pinentry (no-allow-loopback-pinentry is in gpg-agent.conf)%1.</source>
        <translation>gpg-agent nimmt eine Passphrase nur von seinem eigenen Pinentry (no-allow-loopback-pinentry steht in gpg-agent.conf)%1.</translation>
    </message>
    <message>
        <source>, so that has asked for it</source>
        <translation>, daher hat dieses danach gefragt</translation>
    </message>
    <message>
        <source>Others may look into gpg’s home folder. Close it: chmod 700 ~/.gnupg, and chmod 600 for the files in it.</source>
        <translation>Andere können in den Ordner von gpg sehen. Schließen Sie ihn: chmod 700 ~/.gnupg, und chmod 600 für die Dateien darin.</translation>
    </message>
    <message>
        <source>Some of the keys are not there.</source>
        <translation>Einige der Schlüssel sind nicht da.</translation>
    </message>
    <message>
        <source>%1 in it without a user id: gpg takes those over only for keys that it has.</source>
        <translation>%1 darin ohne Benutzer-ID: Die übernimmt gpg nur für Schlüssel, die es schon hat.</translation>
    </message>
    <message>
        <source>some parts of the key have a passphrase, and some have none.</source>
        <translation>einige Teile des Schlüssels haben eine Passphrase und einige nicht.</translation>
    </message>
    <message>
        <source>a hidden recipient</source>
        <translation>einen verborgenen Empfänger</translation>
    </message>
    <message>
        <source> for %1</source>
        <translation> für %1</translation>
    </message>
    <message>
        <source> of the message itself</source>
        <translation> für die Nachricht selbst</translation>
    </message>
    <message>
        <source>, or the data is damaged: of this kind of encryption gpg cannot tell which</source>
        <translation>, oder die Daten sind beschädigt: Bei dieser Art der Verschlüsselung kann gpg das nicht unterscheiden</translation>
    </message>
    <message>
        <source>%1 is not a folder.</source>
        <translation>%1 ist kein Ordner.</translation>
    </message>
    <message>
        <source>there is no %1.</source>
        <translation>es gibt kein %1.</translation>
    </message>
    <message>
        <source>it certifies no key that cannot be used: %1</source>
        <translation>es beglaubigt keinen Schlüssel, der nicht benutzt werden kann: %1</translation>
    </message>
    <message>
        <source>The key %1 has expired.</source>
        <translation>Der Schlüssel %1 ist abgelaufen.</translation>
    </message>
    <message>
        <source>The key %1 has been revoked, or cannot encrypt.</source>
        <translation>Der Schlüssel %1 ist widerrufen oder kann nicht verschlüsseln.</translation>
    </message>
    <message>
        <source>Your key</source>
        <translation>Ihr Schlüssel</translation>
    </message>
    <message>
        <source>%1 has expired.</source>
        <translation>%1 ist abgelaufen.</translation>
    </message>
    <message>
        <source>%1 has been revoked, or cannot sign.</source>
        <translation>%1 ist widerrufen oder kann nicht signieren.</translation>
    </message>
    <message>
        <source>You have no secret key to sign with.</source>
        <translation>Sie haben keinen geheimen Schlüssel zum Signieren.</translation>
    </message>
    <message>
        <source>You have no secret key %1 to sign with.</source>
        <translation>Sie haben keinen geheimen Schlüssel %1 zum Signieren.</translation>
    </message>
    <message>
        <source>it %1</source>
        <comment>gpg</comment>
        <translation>es wurde %1</translation>
    </message>
    <message>
        <source>error %1 at %2</source>
        <translation>Fehler %1 bei %2</translation>
    </message>
    <message>
        <source>“%1” is no time to expire: write 2y, 18m, 30d, 2030-12-31, or 0 for never.</source>
        <translation>„%1“ ist kein Ablaufdatum: Schreiben Sie 2y, 18m, 30d, 2030-12-31 oder 0 für nie.</translation>
    </message>
    <message>
        <source>Give the key a name, and best an e-mail address.</source>
        <translation>Geben Sie dem Schlüssel einen Namen, am besten mit Mailadresse.</translation>
    </message>
    <message>
        <source>A name has no line breaks or other control characters.</source>
        <translation>Ein Name hat keine Zeilenumbrüche oder andere Steuerzeichen.</translation>
    </message>
    <message>
        <source>A key is named by its whole fingerprint: 40 or 64 digits of 0-9 and A-F.</source>
        <translation>Ein Schlüssel wird mit dem ganzen Fingerabdruck benannt: 40 oder 64 Ziffern aus 0-9 und A-F.</translation>
    </message>
    <message>
        <source>Choose whom to encrypt to, or to encrypt with a passphrase.</source>
        <translation>Wählen Sie, für wen verschlüsselt wird, oder eine Passphrase.</translation>
    </message>
    <message>
        <source>The name stands in the parameters already.</source>
        <translation>Der Name steht schon in den Parametern.</translation>
    </message>
    <message>
        <source>Choose the key of yours that certifies.</source>
        <translation>Wählen Sie Ihren Schlüssel, der beglaubigt.</translation>
    </message>
    <message>
        <source>Choose one key.</source>
        <translation>Wählen Sie einen Schlüssel.</translation>
    </message>
    <message>
        <source>Choose a key first.</source>
        <translation>Wählen Sie zuerst einen Schlüssel.</translation>
    </message>
    <message>
        <source>Name the folder to unpack it into.</source>
        <translation>Nennen Sie den Ordner, in den ausgepackt wird.</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Abgebrochen. %1</translation>
    </message>
    <message>
        <source>The input cannot be read: %1.</source>
        <translation>Die Eingabe kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
        <source>Choose a file that you may read.</source>
        <translation>Wählen Sie eine Datei, die Sie lesen dürfen.</translation>
    </message>
    <message>
        <source>There is already a file %1. It was left alone.</source>
        <translation>Es gibt schon eine Datei %1. Sie blieb unberührt.</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be replaced.</source>
        <translation>Wählen Sie einen anderen Namen, oder erlauben Sie, sie zu ersetzen.</translation>
    </message>
    <message>
        <source>The output cannot be written: %1.</source>
        <translation>Die Ausgabe kann nicht geschrieben werden: %1.</translation>
    </message>
    <message>
        <source>Make room or choose another folder; nothing was left behind.</source>
        <translation>Schaffen Sie Platz oder wählen Sie einen anderen Ordner; es blieb nichts zurück.</translation>
    </message>
    <message>
        <source>The output is too large to be shown.</source>
        <translation>Die Ausgabe ist zu groß, um gezeigt zu werden.</translation>
    </message>
    <message>
        <source>Choose a file for it.</source>
        <translation>Wählen Sie eine Datei dafür.</translation>
    </message>
    <message>
        <source>There is already something called %1. It was left alone.</source>
        <translation>Es gibt schon etwas mit dem Namen %1. Es blieb unberührt.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>The archive was not unpacked whole: %1</source>
        <translation>Das Archiv wurde nicht ganz ausgepackt: %1</translation>
    </message>
    <message>
        <source>Make room when the disk is full; else ask for the archive again.</source>
        <translation>Schaffen Sie Platz, wenn der Datenträger voll ist; sonst verlangen Sie das Archiv noch einmal.</translation>
    </message>
    <message>
        <source>gpg cannot be started: %1.</source>
        <translation>gpg kann nicht gestartet werden: %1.</translation>
    </message>
    <message>
        <source>Install it: sudo apt-get install gnupg</source>
        <translation>Installieren Sie es: sudo apt-get install gnupg</translation>
    </message>
    <message>
        <source>gpg cannot use its home folder: %1</source>
        <translation>gpg kann seinen Ordner nicht benutzen: %1</translation>
    </message>
    <message>
        <source>Create it with: mkdir -m 700 -p ~/.gnupg – or set GNUPGHOME to a folder of yours.</source>
        <translation>Legen Sie ihn an: mkdir -m 700 -p ~/.gnupg – oder setzen Sie GNUPGHOME auf einen Ihrer Ordner.</translation>
    </message>
    <message>
        <source>gpg does not understand its settings: %1</source>
        <translation>gpg versteht seine Einstellungen nicht: %1</translation>
    </message>
    <message>
        <source>Correct that line in gpg.conf.</source>
        <translation>Berichtigen Sie diese Zeile in gpg.conf.</translation>
    </message>
    <message>
        <source>gpg-agent, which holds the secret keys, could not be reached.</source>
        <translation>gpg-agent, der die geheimen Schlüssel hält, war nicht zu erreichen.</translation>
    </message>
    <message>
        <source>Start it with: gpgconf --launch gpg-agent – and try again.</source>
        <translation>Starten Sie ihn: gpgconf --launch gpg-agent – und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>gpg-agent has no pinentry with which it could ask for the passphrase.</source>
        <translation>gpg-agent hat kein Pinentry, mit dem er nach der Passphrase fragen könnte.</translation>
    </message>
    <message>
        <source>Type the passphrase here instead, or install one: sudo apt-get install pinentry-gnome3</source>
        <translation>Geben Sie die Passphrase hier ein, oder installieren Sie eines: sudo apt-get install pinentry-gnome3</translation>
    </message>
    <message>
        <source>gpg-agent takes a passphrase only from its own pinentry: no-allow-loopback-pinentry is in gpg-agent.conf.</source>
        <translation>gpg-agent nimmt eine Passphrase nur von seinem eigenen Pinentry: no-allow-loopback-pinentry steht in gpg-agent.conf.</translation>
    </message>
    <message>
        <source>Let pinentry ask for it, or take that line out, and then: gpgconf --reload gpg-agent</source>
        <translation>Lassen Sie Pinentry danach fragen, oder nehmen Sie diese Zeile heraus, und dann: gpgconf --reload gpg-agent</translation>
    </message>
    <message>
        <source>gpg was stopped from outside: %1.</source>
        <translation>gpg wurde von außen gestoppt: %1.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Wrong passphrase%1.</source>
        <translation>Falsche Passphrase%1.</translation>
    </message>
    <message>
        <source>Try again; mind the keyboard layout.</source>
        <translation>Versuchen Sie es noch einmal; achten Sie auf die Tastaturbelegung.</translation>
    </message>
    <message>
        <source>A passphrase is needed%1.</source>
        <translation>Nötig ist eine Passphrase%1.</translation>
    </message>
    <message>
        <source>Type it, and try again.</source>
        <translation>Geben Sie sie ein, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>This cannot be a passphrase: %1</source>
        <translation>Das kann keine Passphrase sein: %1</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>It is encrypted to %1, and you have no secret key for that.</source>
        <translation>Es ist verschlüsselt für: %1. Dafür haben Sie keinen geheimen Schlüssel.</translation>
    </message>
    <message>
        <source>Import the secret key, or ask the sender to encrypt it to one of yours.</source>
        <translation>Importieren Sie den geheimen Schlüssel, oder bitten Sie den Absender, für einen von Ihren zu verschlüsseln.</translation>
    </message>
    <message>
        <source>There is no key %1 to encrypt to.</source>
        <translation>Es gibt keinen Schlüssel %1, für den verschlüsselt werden könnte.</translation>
    </message>
    <message>
        <source>Import it, and try again.</source>
        <translation>Importieren Sie ihn, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Ask its owner for the renewed key, and import it.</source>
        <translation>Bitten Sie den Besitzer um den erneuerten Schlüssel, und importieren Sie ihn.</translation>
    </message>
    <message>
        <source>Enable it again: gpg --edit-key FINGERPRINT enable save – or leave it out.</source>
        <translation>Schalten Sie ihn wieder ein: gpg --edit-key FINGERABDRUCK enable save – oder lassen Sie ihn weg.</translation>
    </message>
    <message>
        <source>Ask its owner for the key that is used now.</source>
        <translation>Bitten Sie den Besitzer um den Schlüssel, der jetzt gilt.</translation>
    </message>
    <message>
        <source>Nobody vouches that the key %1 is its owner&apos;s.</source>
        <translation>Niemand bürgt dafür, dass der Schlüssel %1 seinem Besitzer gehört.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the owner; then choose “even to keys not certified”.</source>
        <translation>Vergleichen Sie den Fingerabdruck mit dem Besitzer; wählen Sie dann „auch für nicht beglaubigte Schlüssel“.</translation>
    </message>
    <message>
        <source>Choose a key of your own, or generate one.</source>
        <translation>Wählen Sie einen eigenen Schlüssel, oder erzeugen Sie einen.</translation>
    </message>
    <message>
        <source>Renew it: gpg --quick-set-expire FINGERPRINT 2y</source>
        <translation>Erneuern Sie ihn: gpg --quick-set-expire FINGERABDRUCK 2y</translation>
    </message>
    <message>
        <source>Choose another key.</source>
        <translation>Wählen Sie einen anderen Schlüssel.</translation>
    </message>
    <message>
        <source>There is already a key for this name.</source>
        <translation>Für diesen Namen gibt es schon einen Schlüssel.</translation>
    </message>
    <message>
        <source>Use that one, or change the name.</source>
        <translation>Nehmen Sie diesen, oder ändern Sie den Namen.</translation>
    </message>
    <message>
        <source>There is no such key%1.</source>
        <translation>Einen solchen Schlüssel gibt es nicht%1.</translation>
    </message>
    <message>
        <source>Refresh the key list.</source>
        <translation>Lesen Sie die Schlüsselliste neu.</translation>
    </message>
    <message>
        <source>There is a secret key too, which would be left alone.</source>
        <translation>Es gibt auch einen geheimen Schlüssel, der allein zurückbliebe.</translation>
    </message>
    <message>
        <source>Delete both together.</source>
        <translation>Löschen Sie beide zusammen.</translation>
    </message>
    <message>
        <source>There is no key in it.</source>
        <translation>Es ist kein Schlüssel darin.</translation>
    </message>
    <message>
        <source>A key begins with: BEGIN PGP PUBLIC KEY BLOCK</source>
        <translation>Ein Schlüssel beginnt mit: BEGIN PGP PUBLIC KEY BLOCK</translation>
    </message>
    <message>
        <source>The key in it bears no name, and gpg takes over a key without a user id only when it has it already.</source>
        <translation>Der Schlüssel darin trägt keinen Namen, und gpg übernimmt einen Schlüssel ohne Benutzer-ID nur, wenn es ihn schon hat.</translation>
    </message>
    <message>
        <source>Ask its owner for the key with a name on it: gpg --export, or the file that they publish.</source>
        <translation>Bitten Sie den Besitzer um den Schlüssel mit einem Namen: gpg --export, oder die veröffentlichte Datei.</translation>
    </message>
    <message>
        <source>Imported: %1. What follows in it is damaged.</source>
        <translation>Importiert: %1. Was darin folgt, ist beschädigt.</translation>
    </message>
    <message>
        <source>Fetch the whole file again.</source>
        <translation>Holen Sie die ganze Datei noch einmal.</translation>
    </message>
    <message>
        <source>This is not an OpenPGP message.</source>
        <translation>Das ist keine OpenPGP-Nachricht.</translation>
    </message>
    <message>
        <source>Choose the file that ends in .gpg, .pgp or .asc, whole.</source>
        <translation>Wählen Sie die Datei, die auf .gpg, .pgp oder .asc endet, und zwar ganz.</translation>
    </message>
    <message>
        <source>This was not encrypted.</source>
        <translation>Das war nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>To see what is signed in it, verify it.</source>
        <translation>Um zu sehen, was darin signiert ist, prüfen Sie es.</translation>
    </message>
    <message>
        <source>This is encrypted, so its signatures cannot be seen yet.</source>
        <translation>Das ist verschlüsselt, daher sind seine Signaturen noch nicht zu sehen.</translation>
    </message>
    <message>
        <source>Decrypt it.</source>
        <translation>Entschlüsseln Sie es.</translation>
    </message>
    <message>
        <source>This is a key, not a message.</source>
        <translation>Das ist ein Schlüssel und keine Nachricht.</translation>
    </message>
    <message>
        <source>Import it.</source>
        <translation>Importieren Sie ihn.</translation>
    </message>
    <message>
        <source>There is no signature in it.</source>
        <translation>Es ist keine Signatur darin.</translation>
    </message>
    <message>
        <source>Choose the signature’s own file, too.</source>
        <translation>Wählen Sie auch die eigene Datei der Signatur.</translation>
    </message>
    <message>
        <source>This is no signature of another file.</source>
        <translation>Das ist keine Signatur einer anderen Datei.</translation>
    </message>
    <message>
        <source>Verify it by itself: what it signs may be inside.</source>
        <translation>Prüfen Sie es allein: Was es signiert, kann darin sein.</translation>
    </message>
    <message>
        <source>This is only a signature: the file that it signs is missing.</source>
        <translation>Das ist nur eine Signatur: Die Datei, die sie signiert, fehlt.</translation>
    </message>
    <message>
        <source>Choose that file, and this one as its signature.</source>
        <translation>Wählen Sie diese Datei, und die Signatur dazu.</translation>
    </message>
    <message>
        <source>%1 Nothing of it is shown.</source>
        <translation>%1 Nichts davon wird gezeigt.</translation>
    </message>
    <message>
        <source>Ask the sender to send it again, and trust nothing that it says until then.</source>
        <translation>Bitten Sie den Absender, es noch einmal zu senden, und trauen Sie bis dahin nichts, was darin steht.</translation>
    </message>
    <message>
        <source>It holds more than one text, or one beside what is encrypted or signed, so nobody can tell which of them counts. Nothing of it is shown.</source>
        <translation>Es enthält mehr als einen Text, oder einen neben dem verschlüsselten oder signierten, sodass niemand sagen kann, welcher gilt. Nichts davon wird gezeigt.</translation>
    </message>
    <message>
        <source>Ask the sender to send each message by itself.</source>
        <translation>Bitten Sie den Absender, jede Nachricht für sich zu senden.</translation>
    </message>
    <message>
        <source>The data is damaged, or somebody has changed it%1. Nothing of it is shown.</source>
        <translation>Die Daten sind beschädigt, oder jemand hat sie geändert%1. Nichts davon wird gezeigt.</translation>
    </message>
    <message>
        <source>Ask the sender to send it again.</source>
        <translation>Bitten Sie den Absender, es noch einmal zu senden.</translation>
    </message>
    <message>
        <source>The data ends too early. Nothing of it is shown.</source>
        <translation>Die Daten enden zu früh. Nichts davon wird gezeigt.</translation>
    </message>
    <message>
        <source>The message has no protection against changes, so anybody may have changed it. Nothing of it is shown.</source>
        <translation>Die Nachricht hat keinen Schutz vor Änderungen, daher kann jeder sie geändert haben. Nichts davon wird gezeigt.</translation>
    </message>
    <message>
        <source>Ask the sender to encrypt it with a program of this century.</source>
        <translation>Bitten Sie den Absender, mit einem Programm dieses Jahrhunderts zu verschlüsseln.</translation>
    </message>
    <message>
        <source>It cannot be proven that nobody has changed the data: of this kind of encryption this gpg tells it by its exit code alone, and that speaks of %1, too. Nothing of it is shown.</source>
        <translation>Es lässt sich nicht beweisen, dass niemand die Daten geändert hat: Bei dieser Art der Verschlüsselung zeigt dieses gpg das nur mit seinem Exit-Code, und der meldet auch: %1. Nichts davon wird gezeigt.</translation>
    </message>
    <message>
        <source>Import the key that is missing, or use gpg 2.4.6 or later, which tells it apart.</source>
        <translation>Importieren Sie den fehlenden Schlüssel, oder nehmen Sie gpg 2.4.6 oder neuer, das dies unterscheidet.</translation>
    </message>
    <message>
        <source>It was made with an algorithm that this gpg does not know%1.</source>
        <translation>Es wurde mit einem Algorithmus gemacht, den dieses gpg nicht kennt%1.</translation>
    </message>
    <message>
        <source>A newer gpg may know it.</source>
        <translation>Ein neueres gpg kennt ihn vielleicht.</translation>
    </message>
    <message>
        <source>gpg failed: %1</source>
        <translation>gpg ist gescheitert: %1</translation>
    </message>
    <message>
        <source>The log says more.</source>
        <translation>Das Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>Good signature by %1, made on %2.</source>
        <translation>Gute Signatur von %1, erstellt am %2.</translation>
    </message>
    <message>
        <source>Good signature, made on %2 by a key that calls itself %1. Nobody vouches that it is theirs.</source>
        <translation>Gute Signatur, erstellt am %2 mit einem Schlüssel, der sich %1 nennt. Niemand bürgt dafür, dass das stimmt.</translation>
    </message>
    <message>
        <source>The signature by %1 has expired on %2.</source>
        <translation>Die Signatur von %1 ist am %2 abgelaufen.</translation>
    </message>
    <message>
        <source>Signed by %1 on %2, whose key has expired since.</source>
        <translation>Signiert von %1 am %2, mit einem Schlüssel, der seither abgelaufen ist.</translation>
    </message>
    <message>
        <source>Signed by %1, which is not in the key list: the signature cannot be checked.</source>
        <translation>Signiert von %1, nicht in der Schlüsselliste: Die Signatur kann nicht geprüft werden.</translation>
    </message>
    <message>
        <source>The signature by %1 cannot be checked: gpg does not know how it was made.</source>
        <translation>Die Signatur von %1 kann nicht geprüft werden: gpg weiß nicht, wie sie gemacht wurde.</translation>
    </message>
    <message>
        <source>Signed by %1 on %2, whose key has been revoked: it may be somebody else&apos;s.</source>
        <translation>Signiert von %1 am %2, mit einem seither widerrufenen Schlüssel: Es kann von jemand anderem sein.</translation>
    </message>
    <message>
        <source>BAD signature: this is not what %1 signed.</source>
        <translation>UNGÜLTIGE Signatur: Das ist nicht, was %1 signiert hat.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with its owner, then certify the key: gpg --lsign-key %1</source>
        <translation>Vergleichen Sie den Fingerabdruck mit dem Besitzer, und beglaubigen Sie dann den Schlüssel: gpg --lsign-key %1</translation>
    </message>
    <message>
        <source>Ask for a new signature.</source>
        <translation>Bitten Sie um eine neue Signatur.</translation>
    </message>
    <message>
        <source>Ask the owner for the renewed key, import it, and verify again.</source>
        <translation>Bitten Sie den Besitzer um den erneuerten Schlüssel, importieren Sie ihn, und prüfen Sie noch einmal.</translation>
    </message>
    <message>
        <source>Import the signer&apos;s key, and verify again.</source>
        <translation>Importieren Sie den Schlüssel des Unterzeichners, und prüfen Sie noch einmal.</translation>
    </message>
    <message>
        <source>A newer gpg may be able to check it.</source>
        <translation>Ein neueres gpg kann sie vielleicht prüfen.</translation>
    </message>
    <message>
        <source>Ask the owner, by another way, for a signature with the new key.</source>
        <translation>Bitten Sie den Besitzer auf anderem Weg um eine Signatur mit dem neuen Schlüssel.</translation>
    </message>
    <message>
        <source>Do not use it. Fetch both, the data and the signature, again.</source>
        <translation>Benutzen Sie es nicht. Holen Sie beides noch einmal, die Daten und die Signatur.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Keys for which it was done by then stay so.</source>
        <translation>Schlüssel, für die es bis dahin getan war, bleiben so.</translation>
    </message>
    <message>
        <source>The key is as it was.</source>
        <translation>Der Schlüssel ist, wie er war.</translation>
    </message>
    <message>
        <source>Encrypted.</source>
        <translation>Verschlüsselt.</translation>
    </message>
    <message>
        <source>Decrypted.</source>
        <translation>Entschlüsselt.</translation>
    </message>
    <message>
        <source>Signed.</source>
        <translation>Signiert.</translation>
    </message>
    <message>
        <source>Imported: %1.</source>
        <translation>Importiert: %1.</translation>
    </message>
    <message>
        <source>Exported: %1.</source>
        <translation>Exportiert: %1.</translation>
    </message>
    <message>
        <source>The key is made: %1.</source>
        <translation>Der Schlüssel ist erzeugt: %1.</translation>
    </message>
    <message>
        <source>Deleted: %1.</source>
        <translation>Gelöscht: %1.</translation>
    </message>
    <message>
        <source>Certified: that the key %1 is its owner’s.</source>
        <translation>Beglaubigt: Der Schlüssel %1 gehört seinem Besitzer.</translation>
    </message>
    <message>
        <source>The key %1 is marked as your own.</source>
        <translation>Der Schlüssel %1 ist als Ihr eigener markiert.</translation>
    </message>
    <message>
        <source>Renewed: the key %1.</source>
        <translation>Erneuert: der Schlüssel %1.</translation>
    </message>
    <message>
        <source>The key %1 has a new passphrase.</source>
        <translation>Der Schlüssel %1 hat eine neue Passphrase.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Fertig.</translation>
    </message>
    <message>
        <source>1 key</source>
        <translation>1 Schlüssel</translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n Schlüssel</numerusform>
            <numerusform>%n Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported: a revocation. Its key is not to be used any more.</source>
        <translation>Importiert: ein Widerruf. Der Schlüssel darf nicht mehr benutzt werden.</translation>
    </message>
    <message>
        <source>That is the passphrase.</source>
        <translation>Das ist die Passphrase.</translation>
    </message>
    <message>
        <source>%1 in it, %2 new</source>
        <translation>%1 darin, %2 neu</translation>
    </message>
    <message>
        <source>it could not hand over its output.</source>
        <translation>es konnte seine Ausgabe nicht übergeben.</translation>
    </message>
    <message>
        <source>the signature by %1, which cannot be checked</source>
        <translation>die Signatur von %1, die nicht geprüft werden kann</translation>
    </message>
    <message>
        <source>keys that were tried in vain for a hidden recipient</source>
        <translation>Schlüssel, die vergeblich für einen verborgenen Empfänger probiert wurden</translation>
    </message>
    <message>
        <source>gpg desk</source>
        <translation>Gpg-Schreibtisch</translation>
    </message>
    <message>
        <source>“%1” is a folder: it can only be encrypted.</source>
        <translation>„%1“ ist ein Ordner: Er kann nur verschlüsselt werden.</translation>
    </message>
    <message>
        <source>“%1” is a pipe or a device, not a file.</source>
        <translation>„%1“ ist eine Pipe oder ein Gerät und keine Datei.</translation>
    </message>
    <message>
        <source>There is no file “%1”.</source>
        <translation>Es gibt keine Datei „%1“.</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>decrypted</source>
        <translation>entschlüsselt</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signiert</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>is BAD</source>
        <translation>hat eine UNGÜLTIGE Signatur</translation>
    </message>
    <message numerus="yes">
        <source>are BAD</source>
        <translation>
            <numerusform>hat eine UNGÜLTIGE Signatur</numerusform>
            <numerusform>haben eine UNGÜLTIGE Signatur</numerusform>
        </translation>
    </message>
    <message>
        <source>is signed with a revoked key</source>
        <translation>ist mit einem widerrufenen Schlüssel signiert</translation>
    </message>
    <message numerus="yes">
        <source>are signed with a revoked key</source>
        <translation>
            <numerusform>ist mit einem widerrufenen Schlüssel signiert</numerusform>
            <numerusform>sind mit einem widerrufenen Schlüssel signiert</numerusform>
        </translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>was cancelled</source>
        <translation>wurde abgebrochen</translation>
    </message>
    <message numerus="yes">
        <source>were cancelled</source>
        <translation>
            <numerusform>wurde abgebrochen</numerusform>
            <numerusform>wurden abgebrochen</numerusform>
        </translation>
    </message>
    <message>
        <source>was not begun</source>
        <translation>wurde nicht begonnen</translation>
    </message>
    <message numerus="yes">
        <source>were not begun</source>
        <translation>
            <numerusform>wurde nicht begonnen</numerusform>
            <numerusform>wurden nicht begonnen</numerusform>
        </translation>
    </message>
    <message>
        <source>was skipped</source>
        <translation>wurde übersprungen</translation>
    </message>
    <message numerus="yes">
        <source>were skipped</source>
        <translation>
            <numerusform>wurde übersprungen</numerusform>
            <numerusform>wurden übersprungen</numerusform>
        </translation>
    </message>
    <message>
        <source>is signed by somebody who cannot be checked</source>
        <translation>ist von jemandem signiert, der nicht geprüft werden kann</translation>
    </message>
    <message numerus="yes">
        <source>are signed by somebody who cannot be checked</source>
        <translation>
            <numerusform>ist von jemandem signiert, der nicht geprüft werden kann</numerusform>
            <numerusform>sind von jemandem signiert, der nicht geprüft werden kann</numerusform>
        </translation>
    </message>
    <message>
        <source>has an expired signature or key</source>
        <translation>hat eine abgelaufene Signatur oder einen abgelaufenen Schlüssel</translation>
    </message>
    <message numerus="yes">
        <source>have an expired signature or key</source>
        <translation>
            <numerusform>hat eine abgelaufene Signatur oder einen abgelaufenen Schlüssel</numerusform>
            <numerusform>haben eine abgelaufene Signatur oder einen abgelaufenen Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>is signed by a key that nobody vouches for</source>
        <translation>ist mit einem Schlüssel signiert, für den niemand bürgt</translation>
    </message>
    <message numerus="yes">
        <source>are signed by a key that nobody vouches for</source>
        <translation>
            <numerusform>ist mit einem Schlüssel signiert, für den niemand bürgt</numerusform>
            <numerusform>sind mit einem Schlüssel signiert, für den niemand bürgt</numerusform>
        </translation>
    </message>
    <message>
        <source>is %1</source>
        <translation>ist %1</translation>
    </message>
    <message numerus="yes">
        <source>are %1</source>
        <translation>
            <numerusform>ist %1</numerusform>
            <numerusform>sind %1</numerusform>
        </translation>
    </message>
    <message>
        <source>has a good signature</source>
        <translation>hat eine gute Signatur</translation>
    </message>
    <message numerus="yes">
        <source>have a good signature</source>
        <translation>
            <numerusform>hat eine gute Signatur</numerusform>
            <numerusform>haben eine gute Signatur</numerusform>
        </translation>
    </message>
    <message>
        <source>It was cancelled before this one.</source>
        <translation>Es wurde vor dieser Datei abgebrochen.</translation>
    </message>
    <message>
        <source>BAD signature</source>
        <translation>UNGÜLTIGE Signatur</translation>
    </message>
    <message>
        <source>revoked key</source>
        <translation>widerrufener Schlüssel</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>signer not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>signer not certified</source>
        <translation>nicht beglaubigt</translation>
    </message>
    <message>
        <source>good signature</source>
        <translation>gute Signatur</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> und noch %n</numerusform>
            <numerusform> und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>Alle %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>So far: </source>
        <translation>Bisher: </translation>
    </message>
    <message>
        <source>“%1” is no gpg that can be used: it %2.</source>
        <translation>„%1“ ist kein brauchbares gpg: Es wurde %2.</translation>
    </message>
    <message numerus="yes">
        <source>For %n files, first %1</source>
        <translation>
            <numerusform>Für %n Datei, zuerst %1</numerusform>
            <numerusform>Für %n Dateien, zuerst %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %1, the last of %n files</source>
        <translation>
            <numerusform>Für %1, die letzte von %n Datei</numerusform>
            <numerusform>Für %1, die letzte von %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>For %1, file %2 of %3, and for those after it</source>
        <translation>Für %1, Datei %2 von %3, und für die folgenden</translation>
    </message>
    <message>
        <source>Say that the keys of this GNUPGHOME are a demo&apos;s.</source>
        <translation>Sagen, dass die Schlüssel dieses GNUPGHOME die einer Vorführung sind.</translation>
    </message>
    <message>
        <source>Dark text on light.</source>
        <translation>Dunkler Text auf hellem Grund.</translation>
    </message>
    <message>
        <source>Light text on dark.</source>
        <translation>Heller Text auf dunklem Grund.</translation>
    </message>
    <message>
        <source>What to work on, in the tab that suits it.</source>
        <translation>Was bearbeitet werden soll, im passenden Reiter.</translation>
    </message>
    <message>
        <source>Encrypting</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>Decrypting</source>
        <translation>Entschlüsselt</translation>
    </message>
    <message>
        <source>Signing</source>
        <translation>Signiert</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Prüft</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exportiert</translation>
    </message>
    <message>
        <source>Making a key</source>
        <translation>Erzeugt einen Schlüssel</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>Löscht</translation>
    </message>
    <message>
        <source>Certifying</source>
        <translation>Beglaubigt</translation>
    </message>
    <message>
        <source>Marking as your own</source>
        <translation>Markiert als eigenen</translation>
    </message>
    <message>
        <source>Renewing</source>
        <translation>Erneuert</translation>
    </message>
    <message>
        <source>Changing the passphrase</source>
        <translation>Ändert die Passphrase</translation>
    </message>
    <message>
        <source>Unpacking</source>
        <translation>Packt aus</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>own</source>
        <comment>a key</comment>
        <translation>eigen</translation>
    </message>
    <message>
        <source> (key %1)</source>
        <translation> (Schlüssel %1)</translation>
    </message>
    <message>
        <source>The new passphrase of %1%2</source>
        <translation>Die neue Passphrase von %1%2</translation>
    </message>
    <message>
        <source>The passphrase of %1%2</source>
        <translation>Die Passphrase von %1%2</translation>
    </message>
    <message>
        <source>A passphrase for the new key</source>
        <translation>Eine Passphrase für den neuen Schlüssel</translation>
    </message>
    <message>
        <source>A passphrase to encrypt with</source>
        <translation>Eine Passphrase zum Verschlüsseln</translation>
    </message>
    <message>
        <source>The passphrase with which this was encrypted</source>
        <translation>Die Passphrase, mit der dies verschlüsselt wurde</translation>
    </message>
    <message>
        <source>usable</source>
        <translation>benutzbar</translation>
    </message>
    <message>
        <source>secret part here</source>
        <translation>geheimer Teil hier</translation>
    </message>
    <message>
        <source>secret part on a card</source>
        <translation>geheimer Teil auf einer Karte</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>it bears no name that could be certified</source>
        <translation>er trägt keinen Namen, der beglaubigt werden könnte</translation>
    </message>
    <message>
        <source>somebody whom you trust a little has certified it, which is not enough</source>
        <translation>jemand, dem Sie ein wenig vertrauen, hat ihn beglaubigt, was nicht genügt</translation>
    </message>
    <message>
        <source>its name is not certified</source>
        <translation>sein Name ist nicht beglaubigt</translation>
    </message>
    <message numerus="yes">
        <source>none of its %n names is certified</source>
        <translation>
            <numerusform>sein %n Name ist nicht beglaubigt</numerusform>
            <numerusform>keiner seiner %n Namen ist beglaubigt</numerusform>
        </translation>
    </message>
    <message>
        <source>its name is certified</source>
        <translation>sein Name ist beglaubigt</translation>
    </message>
    <message numerus="yes">
        <source>all its %n names are certified</source>
        <translation>
            <numerusform>sein %n Name ist beglaubigt</numerusform>
            <numerusform>alle seine %n Namen sind beglaubigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of its %n names are certified</source>
        <translation>
            <numerusform>%1 von %n Namen ist beglaubigt</numerusform>
            <numerusform>%1 von seinen %n Namen sind beglaubigt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, made on %2, %3</source>
        <translation>%1, erstellt am %2, %3</translation>
    </message>
    <message>
        <source>expires on %1</source>
        <translation>läuft am %1 ab</translation>
    </message>
    <message>
        <source>never expires</source>
        <translation>läuft nie ab</translation>
    </message>
    <message>
        <source>You wanted it all the same: nobody vouches for a word of it.</source>
        <translation>Sie wollten es trotzdem: Niemand bürgt für ein Wort davon.</translation>
    </message>
    <message>
        <source>It bears no signature: anybody may have written it.</source>
        <translation>Es trägt keine Signatur: Jeder kann es geschrieben haben.</translation>
    </message>
</context>
</TS>
