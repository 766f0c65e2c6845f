package dev.sluice.server;

import dev.sluice.core.Json;
import dev.sluice.engine.ExecutionLog;
import dev.sluice.engine.HistoryEvent;
import dev.sluice.gateway.logs.LogsService;
import dev.sluice.logs.Logs;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Writes executions' events into log groups as Step Functions does: one JSON line an event, in a stream of the
/// machine.
///
/// @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html">Logging</a>
final class ExecutionLogs implements ExecutionLog {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Logs logs;
    private final String started;

    /// @param started when this server was, which its streams are named after
    /// @param id keeps the streams of two servers started in the same minute apart
    ExecutionLogs(Logs logs, Instant started, String id) {
        this.logs = logs;
        this.started = MINUTE.format(started) + "/" + id.substring(0, 8);
    }

    @Override
    public void write(String logGroupArn, Entry entry) {
        String machine =
                entry.stateMachineArn().substring(entry.stateMachineArn().lastIndexOf(':') + 1);
        HistoryEvent event = entry.event();
        Logs.NewLine line = new Logs.NewLine(event.timestamp().toEpochMilli(), Json.write(line(entry, event)));
        logs.append(LogsService.nameOf(logGroupArn), "states/" + machine + "/" + started, line);
    }

    private static ObjectNode line(Entry entry, HistoryEvent event) {
        ObjectNode line = Json.object("id", Long.toString(event.id()), "type", event.type());
        line.set("details", event.details() == null ? Json.object() : event.details());
        line.put("previous_event_id", Long.toString(event.previousId()));
        line.put("event_timestamp", Long.toString(event.timestamp().toEpochMilli()));
        line.put("execution_arn", entry.executionArn());
        return line.put("redrive_count", Integer.toString(entry.redriveCount()));
    }
}
