<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CommandBar</name>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Run the command</source>
        <translation>Den Befehl ausführen</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Loslassen</translation>
    </message>
    <message>
        <source>Kill</source>
        <translation>Erzwingen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Wait no longer: what cannot be stopped goes on by itself</source>
        <translation>Nicht länger warten: Was sich nicht stoppen lässt, läuft allein weiter</translation>
    </message>
    <message>
        <source>Do not wait any longer: SIGKILL for all of it</source>
        <translation>Nicht länger warten: SIGKILL für alles</translation>
    </message>
    <message>
        <source>SIGTERM to the command and all that it started, SIGKILL after 5 s</source>
        <translation>SIGTERM an den Befehl und alles, was er gestartet hat, nach 5 s SIGKILL</translation>
    </message>
    <message>
        <source>in</source>
        <translation>in</translation>
    </message>
    <message>
        <source>The working directory. Tab: complete</source>
        <translation>Das Arbeitsverzeichnis. Tab: vervollständigen</translation>
    </message>
    <message>
        <source>Working directory</source>
        <translation>Arbeitsverzeichnis</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <translation>%1, mit %2</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>mit %1</translation>
    </message>
    <message>
        <source>on a terminal</source>
        <translation>im Terminal</translation>
    </message>
    <message>
        <source>For programs that want a terminal: editors, shells, all that asks for a password. The keys go to it, and Ctrl+Shift with a key is the viewer&apos;s.</source>
        <translation>Für Programme, die ein Terminal wollen: Editoren, Shells, alles, was nach einem Passwort fragt. Die Tasten gehen an das Programm, und Strg+Umschalt mit einer Taste gilt dem Betrachter.</translation>
    </message>
</context>
<context>
    <name>CommandField</name>
    <message>
        <source>Command to run, such as make -j4</source>
        <translation>Befehl, zum Beispiel make -j4</translation>
    </message>
    <message>
        <source>Up and Down: earlier commands. Tab: complete. Return: start</source>
        <translation>Auf und Ab: frühere Befehle. Tab: vervollständigen. Eingabe: starten</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>%1 changes the folder of the shell that runs it, which ends at once. Where commands run is written in the field “in” below; or in one line:  cd /tmp &amp;&amp; ls</source>
        <translation>%1 wechselt nur den Ordner der Shell, die das ausführt und sofort endet. Wo Befehle laufen, steht unten im Feld „in“; oder in einer Zeile:  cd /tmp &amp;&amp; ls</translation>
    </message>
    <message>
        <source>%1 changes nothing but the shell that runs it, which ends at once. Write in the same line what it is for:  export NAME=value; make</source>
        <translation>%1 ändert nur etwas in der Shell, die das ausführt und sofort endet. Schreiben Sie in dieselbe Zeile, wofür es ist:  export NAME=wert; make</translation>
    </message>
    <message>
        <source>; sh has [ … ]</source>
        <translation>; sh kennt [ … ]</translation>
    </message>
    <message>
        <source>; for numbers there is $(seq 1 3)</source>
        <translation>; für Zahlen gibt es $(seq 1 3)</translation>
    </message>
    <message>
        <source>nothing to run</source>
        <translation>nichts auszuführen</translation>
    </message>
    <message>
        <source>the quote %1 is not closed</source>
        <translation>das Anführungszeichen %1 wird nicht geschlossen</translation>
    </message>
    <message>
        <source>“%1” needs %2, and there is none on PATH%3</source>
        <translation>„%1“ braucht %2, das nicht im PATH ist%3</translation>
    </message>
    <message numerus="yes">
        <source>%1 runs these %n lines, one after the other, as one script</source>
        <translation>
            <numerusform>%1 führt diese %n Zeile als ein Skript aus</numerusform>
            <numerusform>%1 führt diese %n Zeilen nacheinander als ein Skript aus</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 runs this line, because of “%2”</source>
        <translation>%1 führt diese Zeile aus, wegen „%2“</translation>
    </message>
    <message>
        <source>several lines</source>
        <translation>mehrere Zeilen</translation>
    </message>
</context>
<context>
    <name>CommandTab</name>
    <message>
        <source>New tab</source>
        <translation>Neuer Reiter</translation>
    </message>
    <message>
        <source>It still runs: Ctrl+. stops it, Ctrl+T opens another tab</source>
        <translation>Es läuft noch: Strg+. stoppt es, Strg+T öffnet einen weiteren Reiter</translation>
    </message>
    <message>
        <source>Not started: %1</source>
        <translation>Nicht gestartet: %1</translation>
    </message>
    <message>
        <source>stopped before</source>
        <translation>vorher gestoppt</translation>
    </message>
    <message>
        <source>SIGKILL was sent, and the kernel has not ended it</source>
        <translation>SIGKILL wurde gesendet, und der Kernel hat es nicht beendet</translation>
    </message>
    <message>
        <source>it may not be signalled, as another user&apos;s</source>
        <translation>es darf kein Signal bekommen, da es einem anderen Benutzer gehört</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>%1, has rung</source>
        <translation>%1, hat geklingelt</translation>
    </message>
    <message>
        <source>No line passes the filter</source>
        <translation>Keine Zeile passt zum Filter</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>It runs, and has said nothing yet</source>
        <translation>Es läuft und hat noch nichts ausgegeben</translation>
    </message>
    <message>
        <source>It was not started</source>
        <translation>Es wurde nicht gestartet</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>Geleert</translation>
    </message>
    <message>
        <source>It said nothing</source>
        <translation>Es hat nichts ausgegeben</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
</context>
<context>
    <name>CommandTabButton</name>
    <message>
        <source>%1, has rung</source>
        <translation>%1, hat geklingelt</translation>
    </message>
    <message>
        <source>It has rung the bell</source>
        <translation>Es hat geklingelt</translation>
    </message>
    <message>
        <source>Close the tab</source>
        <translation>Den Reiter schließen</translation>
    </message>
</context>
<context>
    <name>EditorDialog</name>
    <message>
        <source>Editor for file:line in the output</source>
        <translation>Editor für Datei:Zeile in der Ausgabe</translation>
    </message>
    <message>
        <source>The editor&apos;s command</source>
        <translation>Der Befehl des Editors</translation>
    </message>
    <message>
        <source>{file}, {line} and {column} are put in; no shell reads it. Nothing here: the desktop opens the file, and the line is copied.</source>
        <translation>{file}, {line} und {column} werden eingesetzt; keine Shell liest es. Steht hier nichts, öffnet der Desktop die Datei, und die Zeile wird kopiert.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Übernehmen</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Both streams, live</source>
        <translation>Beide Ausgaben, live</translation>
    </message>
    <message>
        <source>A flood: pause it, stop it</source>
        <translation>Eine Flut: anhalten, stoppen</translation>
    </message>
    <message>
        <source>Answers what you send it</source>
        <translation>Antwortet auf das, was Sie senden</translation>
    </message>
    <message>
        <source>A shell on a terminal, in which vim, htop and mc run too</source>
        <translation>Eine Shell, in der auch vim, htop und mc laufen</translation>
    </message>
    <message>
        <source>Nothing runs here yet</source>
        <translation>Hier läuft noch nichts</translation>
    </message>
    <message>
        <source>Type a command above and press Return; pipes, variables and patterns work too.
Or try one of these:</source>
        <translation>Geben Sie oben einen Befehl ein und drücken Sie die Eingabetaste; Pipes, Variablen und Muster gehen auch.
Oder probieren Sie einen von diesen:</translation>
    </message>
    <message>
        <source>Ctrl+T opens another tab, Ctrl+F searches, Ctrl+. stops.</source>
        <translation>Strg+T öffnet einen weiteren Reiter, Strg+F sucht, Strg+. stoppt.</translation>
    </message>
</context>
<context>
    <name>InputBar</name>
    <message>
        <source>The program reads key by key, and shows by itself what you type</source>
        <translation>Das Programm liest Taste für Taste und zeigt selbst, was Sie tippen</translation>
    </message>
    <message>
        <source>The terminal does not echo: what you type is hidden and not kept. If the program shows it by itself, as a shell does, press Show</source>
        <translation>Das Terminal zeigt keine Eingabe: Was Sie tippen, bleibt verborgen und wird nicht gespeichert. Zeigt das Programm es selbst, wie eine Shell, dann drücken Sie „Zeigen“</translation>
    </message>
    <message>
        <source>The program does not echo: what you type is hidden and not kept</source>
        <translation>Das Programm zeigt keine Eingabe: Was Sie tippen, bleibt verborgen und wird nicht gespeichert</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Hide what is typed, and keep nothing</source>
        <translation>Verbergen, was getippt wird, und nichts speichern</translation>
    </message>
    <message>
        <source>Show what is typed, and keep it for Up and Down: only if the program is no password prompt</source>
        <translation>Zeigen, was getippt wird, und es für Auf und Ab speichern: nur, wenn das Programm nicht nach einem Passwort fragt</translation>
    </message>
    <message>
        <source>Its input is closed</source>
        <translation>Die Eingabe ist geschlossen</translation>
    </message>
    <message>
        <source>A secret line for the command</source>
        <translation>Geheime Zeile an den Befehl</translation>
    </message>
    <message>
        <source>A line to send to the command</source>
        <translation>Eine Zeile für den Befehl</translation>
    </message>
    <message>
        <source>Return sends the line, Ctrl+C interrupts</source>
        <translation>Eingabe sendet die Zeile, Strg+C unterbricht</translation>
    </message>
    <message>
        <source>Return sends the line</source>
        <translation>Eingabe sendet die Zeile</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send the line</source>
        <translation>Die Zeile senden</translation>
    </message>
    <message>
        <source>End input</source>
        <translation>Eingabe beenden</translation>
    </message>
    <message>
        <source>That was all: end-of-file for the command</source>
        <translation>Das war alles: Dateiende für den Befehl</translation>
    </message>
    <message>
        <source>Ctrl+D in the field</source>
        <translation>Strg+D im Feld</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>Opened: %1</source>
        <translation>Geöffnet: %1</translation>
    </message>
    <message>
        <source>Nothing opens %1</source>
        <translation>Nichts öffnet %1</translation>
    </message>
    <message>
        <source>The editor does not start: %1</source>
        <translation>Der Editor startet nicht: %1</translation>
    </message>
    <message>
        <source>; line %1 is copied</source>
        <translation>; Zeile %1 ist kopiert</translation>
    </message>
    <message>
        <source>Opened the folder of %1</source>
        <translation>Ordner geöffnet von %1</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Dark text on a light ground</source>
        <translation>Dunkler Text auf hellem Grund</translation>
    </message>
    <message>
        <source>Light text on a dark ground</source>
        <translation>Heller Text auf dunklem Grund</translation>
    </message>
</context>
<context>
    <name>OutputBar</name>
    <message>
        <source>Both streams</source>
        <translation>Beide Ausgaben</translation>
    </message>
    <message>
        <source>stdout only</source>
        <translation>nur stdout</translation>
    </message>
    <message>
        <source>stderr only</source>
        <translation>nur stderr</translation>
    </message>
    <message>
        <source>On a terminal stdout and stderr are one</source>
        <translation>In einem Terminal sind stdout und stderr eins</translation>
    </message>
    <message>
        <source>Which lines to show</source>
        <translation>Welche Zeilen gezeigt werden</translation>
    </message>
    <message>
        <source>Streams</source>
        <translation>Ausgaben</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Weiterlesen</translation>
    </message>
    <message>
        <source>Stop reading: the command waits when its pipe is full</source>
        <translation>Nicht weiterlesen: Der Befehl wartet, wenn seine Pipe voll ist</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Go to the screen, below what has left it</source>
        <translation>Zum Bildschirm, unter das, was ihn verlassen hat</translation>
    </message>
    <message>
        <source>The latest line is kept in sight; scrolling up lets go</source>
        <translation>Die letzte Zeile bleibt in Sicht; Hochrollen lässt los</translation>
    </message>
    <message>
        <source>Go to the latest line and stay there</source>
        <translation>Zur letzten Zeile gehen und dort bleiben</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>Umbruch</translation>
    </message>
    <message>
        <source>A terminal breaks its lines itself</source>
        <translation>Ein Terminal bricht seine Zeilen selbst um</translation>
    </message>
    <message>
        <source>Break long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>A terminal&apos;s rows change: they have no times</source>
        <translation>Die Zeilen eines Terminals ändern sich: Sie haben keine Zeiten</translation>
    </message>
    <message>
        <source>When each line came, instead of its number</source>
        <translation>Wann jede Zeile kam, anstelle ihrer Nummer</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search the output</source>
        <translation>Die Ausgabe durchsuchen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the selection, or all the text</source>
        <translation>Die Auswahl kopieren oder den ganzen Text</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation>Die gewählten Zeilen kopieren oder alle, die gezeigt werden</translation>
    </message>
    <message>
        <source>Ctrl+Shift+C in the terminal</source>
        <translation>Strg+Umschalt+C im Terminal</translation>
    </message>
    <message>
        <source>Ctrl+C in the output</source>
        <translation>Strg+C in der Ausgabe</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save the text to a file</source>
        <translation>Den Text in eine Datei speichern</translation>
    </message>
    <message>
        <source>Save lines to a file</source>
        <translation>Zeilen in eine Datei speichern</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>max. %1</translation>
    </message>
    <message>
        <source>How many lines are kept, here and in the tabs to come; older ones are dropped</source>
        <translation>Wie viele Zeilen behalten werden, hier und in künftigen Reitern; ältere fallen weg</translation>
    </message>
    <message>
        <source>Lines kept</source>
        <translation>Behaltene Zeilen</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Forget the lines that came so far</source>
        <translation>Die bisherigen Zeilen vergessen</translation>
    </message>
    <message>
        <source>Forget what has left the screen</source>
        <translation>Vergessen, was den Bildschirm verlassen hat</translation>
    </message>
    <message>
        <source>Forget all of it</source>
        <translation>Alles vergessen</translation>
    </message>
</context>
<context>
    <name>OutputMenu</name>
    <message>
        <source>Open link: %1</source>
        <translation>Link öffnen: %1</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all that is shown</source>
        <translation>Alles Gezeigte kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Search for the selection</source>
        <translation>Nach der Auswahl suchen</translation>
    </message>
    <message>
        <source>Save to a file …</source>
        <translation>In eine Datei speichern …</translation>
    </message>
    <message>
        <source>Editor for files …</source>
        <translation>Editor für Dateien …</translation>
    </message>
</context>
<context>
    <name>OutputRow</name>
    <message>
        <source>stderr: %1</source>
        <translation>stderr: %1</translation>
    </message>
</context>
<context>
    <name>OutputView</name>
    <message>
        <source>Ctrl+click to open %1</source>
        <translation>Strg+Klick öffnet %1</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 kopiert</translation>
    </message>
</context>
<context>
    <name>PastedText</name>
    <message numerus="yes">
        <source> … (%n lines)</source>
        <translation>
            <numerusform> … (%n Zeile)</numerusform>
            <numerusform> … (%n Zeilen)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed, output held</source>
        <translation>fehlgeschlagen, Ausgabe noch offen</translation>
    </message>
    <message>
        <source>done, output held</source>
        <translation>fertig, Ausgabe noch offen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused, what it wrote is not all read</source>
        <translation>angehalten, die Ausgabe ist nicht ganz gelesen</translation>
    </message>
    <message>
        <source>its output is still open</source>
        <translation>die Ausgabe ist noch offen</translation>
    </message>
    <message>
        <source>%1 still hold the output</source>
        <comment>several programs</comment>
        <translation>%1 halten die Ausgabe noch offen</translation>
    </message>
    <message>
        <source>%1 still holds the output</source>
        <comment>one program</comment>
        <translation>%1 hält die Ausgabe noch offen</translation>
    </message>
    <message>
        <source>somebody whom this user may not look at still holds the output</source>
        <translation>jemand, den dieser Benutzer nicht sehen darf, hält die Ausgabe noch offen</translation>
    </message>
    <message>
        <source>SIGKILL in %1 s</source>
        <translation>SIGKILL in %1 s</translation>
    </message>
    <message>
        <source>pid %1</source>
        <translation>PID %1</translation>
    </message>
    <message>
        <source>stopping: SIGKILL in %1 s</source>
        <translation>stoppt: SIGKILL in %1 s</translation>
    </message>
    <message>
        <source>SIGKILL is sent</source>
        <translation>SIGKILL ist gesendet</translation>
    </message>
    <message>
        <source>running for %1</source>
        <translation>läuft seit %1</translation>
    </message>
    <message>
        <source>last %1 of %2</source>
        <translation>die letzten %1 von %2</translation>
    </message>
    <message>
        <source>%1 lines/s, %2/s</source>
        <translation>%1 Zeilen/s, %2/s</translation>
    </message>
    <message>
        <source>not started: %1</source>
        <translation>nicht gestartet: %1</translation>
    </message>
    <message>
        <source>not started: there is no program “%1” on PATH</source>
        <translation>nicht gestartet: Es gibt kein Programm „%1“ im PATH</translation>
    </message>
    <message>
        <source>not started: there is no folder %1</source>
        <translation>nicht gestartet: Es gibt keinen Ordner %1</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1 nach %2</translation>
    </message>
    <message>
        <source>, pid %1</source>
        <translation>, PID %1</translation>
    </message>
    <message numerus="yes">
        <source>, and %n more</source>
        <translation>
            <numerusform>, und noch %n</numerusform>
            <numerusform>, und noch %n</numerusform>
        </translation>
    </message>
    <message>
        <source>and %1</source>
        <translation>und %1</translation>
    </message>
    <message>
        <source>let go while it ran</source>
        <translation>losgelassen, während es lief,</translation>
    </message>
    <message>
        <source>%1 still held the output</source>
        <translation>%1 hielten die Ausgabe noch offen</translation>
    </message>
    <message>
        <source>its output was still held</source>
        <translation>die Ausgabe war noch offen</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>CPU %1</source>
        <translation>CPU %1</translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation>Speicher %1</translation>
    </message>
</context>
<context>
    <name>RunDialog</name>
    <message>
        <source>Something in this command is not seen in a line. Run it?</source>
        <translation>Etwas in diesem Befehl ist in einer Zeile nicht zu sehen. Ausführen?</translation>
    </message>
    <message numerus="yes">
        <source>Run this script of %n lines?</source>
        <translation>
            <numerusform>Dieses Skript mit %n Zeile ausführen?</numerusform>
            <numerusform>Dieses Skript mit %n Zeilen ausführen?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run these %n commands, one after the other?</source>
        <translation>
            <numerusform>Diesen %n Befehl ausführen?</numerusform>
            <numerusform>Diese %n Befehle nacheinander ausführen?</numerusform>
        </translation>
    </message>
    <message>
        <source>What would be run</source>
        <translation>Was ausgeführt würde</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
</context>
<context>
    <name>SaveOutputDialog</name>
    <message>
        <source>Scrollback and screen</source>
        <translation>Verlauf und Bildschirm</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Was gezeigt wird</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>Gespeichert in %1</translation>
    </message>
    <message>
        <source>Save the output</source>
        <translation>Die Ausgabe speichern</translation>
    </message>
    <message>
        <source>The selection</source>
        <translation>Die Auswahl</translation>
    </message>
    <message>
        <source>Wrapped lines are saved as one</source>
        <translation>Umbrochene Zeilen werden als eine gespeichert</translation>
    </message>
    <message>
        <source>What the streams and the search leave is shown</source>
        <translation>Gezeigt wird, was Ausgaben und Suche übrig lassen</translation>
    </message>
    <message>
        <source>Which lines</source>
        <translation>Welche Zeilen</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>Die Datei</translation>
    </message>
    <message>
        <source>Tab: complete</source>
        <translation>Tab: vervollständigen</translation>
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
    <name>SearchBar</name>
    <message>
        <source>1 place</source>
        <translation>1 Stelle</translation>
    </message>
    <message numerus="yes">
        <source>%1 places</source>
        <translation>
            <numerusform>%1 Stelle</numerusform>
            <numerusform>%1 Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Search the output</source>
        <translation>Die Ausgabe durchsuchen</translation>
    </message>
    <message>
        <source>Return: next. Shift+Return: previous. Escape: close</source>
        <translation>Eingabe: nächste. Umschalt+Eingabe: vorige. Esc: schließen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>A regular expression</source>
        <translation>Ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Tell capital letters from small ones</source>
        <translation>Groß- und Kleinbuchstaben unterscheiden</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Vorige</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>it is nowhere</source>
        <translation>kommt nicht vor</translation>
    </message>
    <message>
        <source>counting …</source>
        <translation>zählt …</translation>
    </message>
    <message>
        <source>searching …</source>
        <translation>sucht …</translation>
    </message>
    <message>
        <source>no line has it</source>
        <translation>in keiner Zeile</translation>
    </message>
    <message>
        <source>only these lines</source>
        <translation>nur diese Zeilen</translation>
    </message>
    <message>
        <source>Hide the lines that do not match</source>
        <translation>Die Zeilen verbergen, die nicht passen</translation>
    </message>
    <message>
        <source>A terminal&apos;s screen is shown whole</source>
        <translation>Der Bildschirm eines Terminals wird ganz gezeigt</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Die Suche schließen</translation>
    </message>
</context>
<context>
    <name>StopDialog</name>
    <message numerus="yes">
        <source>%n commands are still running.</source>
        <translation>
            <numerusform>%n Befehl läuft noch.</numerusform>
            <numerusform>%n Befehle laufen noch.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%2” has exited, and %1.</source>
        <translation>„%2“ ist beendet; %1.</translation>
    </message>
    <message>
        <source>“%1” is still running.</source>
        <translation>„%1“ läuft noch.</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>Stoppen und beenden</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Stoppen und schließen</translation>
    </message>
</context>
<context>
    <name>TabList</name>
    <message>
        <source>All tabs</source>
        <translation>Alle Reiter</translation>
    </message>
    <message>
        <source>1 tab</source>
        <translation>1 Reiter</translation>
    </message>
    <message numerus="yes">
        <source>%n tabs</source>
        <translation>
            <numerusform>%n Reiter</numerusform>
            <numerusform>%n Reiter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TabStrip</name>
    <message>
        <source>Tabs to the left</source>
        <translation>Reiter weiter links</translation>
    </message>
    <message>
        <source>Tabs to the right</source>
        <translation>Reiter weiter rechts</translation>
    </message>
    <message>
        <source>Another command beside this one</source>
        <translation>Ein weiterer Befehl neben diesem</translation>
    </message>
    <message>
        <source>New tab</source>
        <translation>Neuer Reiter</translation>
    </message>
</context>
<context>
    <name>TerminalMenu</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all the text</source>
        <translation>Den ganzen Text kopieren</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Search for the selection</source>
        <translation>Nach der Auswahl suchen</translation>
    </message>
    <message>
        <source>Save to a file …</source>
        <translation>In eine Datei speichern …</translation>
    </message>
    <message>
        <source>Forget the scrollback</source>
        <translation>Den Verlauf vergessen</translation>
    </message>
    <message>
        <source>Reset the terminal</source>
        <translation>Das Terminal zurücksetzen</translation>
    </message>
</context>
<context>
    <name>TerminalView</name>
    <message>
        <source>Click to open %1</source>
        <translation>Klick öffnet %1</translation>
    </message>
    <message>
        <source>1 row above</source>
        <translation>1 Zeile darüber</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows above</source>
        <translation>
            <numerusform>%1 Zeile darüber</numerusform>
            <numerusform>%1 Zeilen darüber</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 copied</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>Terminal: %1</source>
        <translation>Terminal: %1</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Not opened, as it is no web page, mail address or file that is there</source>
        <translation>Nicht geöffnet: Es ist keine Webseite, Mailadresse oder vorhandene Datei</translation>
    </message>
    <message>
        <source>What you type is hidden</source>
        <translation>Was Sie tippen, bleibt verborgen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>The program takes this line as if it were typed, and Return behind it:</source>
        <translation>Das Programm nimmt diese Zeile, als würde sie getippt, mit Eingabe dahinter:</translation>
    </message>
    <message numerus="yes">
        <source>The program takes each of these %n lines as if it were typed:</source>
        <translation>
            <numerusform>Das Programm nimmt diese %n Zeile, als würde sie getippt:</numerusform>
            <numerusform>Das Programm nimmt jede dieser %n Zeilen, als würde sie getippt:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Dark text on light.</source>
        <translation>Dunkler Text auf hellem Grund.</translation>
    </message>
    <message>
        <source>Light text on dark.</source>
        <translation>Heller Text auf dunklem Grund.</translation>
    </message>
    <message>
        <source>Run something that has a little of everything.</source>
        <translation>Etwas ausführen, das von allem ein wenig hat.</translation>
    </message>
    <message>
        <source>What to run at once.</source>
        <translation>Was sofort ausgeführt werden soll.</translation>
    </message>
    <message>
        <source>[--] [COMMAND …]</source>
        <translation>[--] [BEFEHL …]</translation>
    </message>
    <message>
        <source>Offspring viewer</source>
        <translation>Offspring-Betrachter</translation>
    </message>
    <message>
        <source>Runs commands in a window, several side by side.</source>
        <translation>Führt Befehle in einem Fenster aus, mehrere nebeneinander.</translation>
    </message>
    <message>
        <source>Run the command on a terminal.</source>
        <translation>Den Befehl in einem Terminal ausführen.</translation>
    </message>
</context>
</TS>
