<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Offspring</name>
    <message>
        <source>no child</source>
        <translation>kein Kindprozess</translation>
    </message>
    <message>
        <source>a child of another thread</source>
        <translation>ein Kindprozess eines anderen Threads</translation>
    </message>
    <message>
        <source>no stream</source>
        <translation>kein Datenstrom</translation>
    </message>
    <message>
        <source>the stream is taken already, or closed</source>
        <translation>der Datenstrom ist schon vergeben oder geschlossen</translation>
    </message>
    <message>
        <source>the stream is closed</source>
        <translation>der Datenstrom ist geschlossen</translation>
    </message>
    <message>
        <source>ended, its exit status is unknown</source>
        <translation>beendet, der Exit-Status ist unbekannt</translation>
    </message>
    <message>
        <source>exited with code %1</source>
        <translation>mit Code %1 beendet</translation>
    </message>
    <message>
        <source>ended by %1 (core dumped)</source>
        <translation>durch %1 beendet (Speicherabzug)</translation>
    </message>
    <message>
        <source>ended by %1</source>
        <translation>durch %1 beendet</translation>
    </message>
    <message>
        <source>killed before the program began</source>
        <translation>vor dem Programmbeginn getötet</translation>
    </message>
    <message>
        <source>not started: %1</source>
        <translation>nicht gestartet: %1</translation>
    </message>
    <message>
        <source>timed out without output (%1)</source>
        <translation>Zeit ohne Ausgabe abgelaufen (%1)</translation>
    </message>
    <message>
        <source>timed out (%1)</source>
        <translation>Zeit abgelaufen (%1)</translation>
    </message>
    <message>
        <source>wrote too much (%1)</source>
        <translation>zu viel ausgegeben (%1)</translation>
    </message>
    <message>
        <source>no commands</source>
        <translation>keine Befehle</translation>
    </message>
    <message>
        <source>every command succeeded</source>
        <translation>alle Befehle waren erfolgreich</translation>
    </message>
    <message>
        <source>%1 (%2 of %3): %4</source>
        <translation>%1 (%2 von %3): %4</translation>
    </message>
    <message>
        <source>The child was %1</source>
        <translation>Der Kindprozess wurde %1</translation>
    </message>
    <message>
        <source>The child has no exit code (%1)</source>
        <translation>Der Kindprozess hat keinen Exit-Code (%1)</translation>
    </message>
    <message>
        <source>The child wrote to its stderr (%1)</source>
        <translation>Der Kindprozess schrieb auf stderr (%1)</translation>
    </message>
    <message>
        <source>The child %1</source>
        <translation>Der Kindprozess: %1</translation>
    </message>
    <message>
        <source>The expression is not valid: %1, at character %2</source>
        <translation>Der Ausdruck ist ungültig: %1, bei Zeichen %2</translation>
    </message>
    <message>
        <source>The expression takes too long on these lines</source>
        <translation>Der Ausdruck braucht auf diesen Zeilen zu lange</translation>
    </message>
</context>
</TS>
