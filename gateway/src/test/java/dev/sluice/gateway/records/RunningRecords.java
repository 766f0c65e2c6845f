package dev.sluice.gateway.records;

import dev.sluice.core.Ids;
import dev.sluice.events.Events;
import dev.sluice.events.Owner;
import dev.sluice.events.Target;
import dev.sluice.gateway.AccessKey;
import dev.sluice.gateway.Authorizer;
import dev.sluice.gateway.Gateway;
import dev.sluice.gateway.GatewaySettings;
import dev.sluice.gateway.dynamodb.DynamoDbService;
import dev.sluice.gateway.events.EventBridgeService;
import dev.sluice.gateway.sns.SnsPages;
import dev.sluice.gateway.sns.SnsService;
import dev.sluice.gateway.sqs.SqsService;
import dev.sluice.tables.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A gateway with the real tables, topics, queues and buses behind it; its `main` is for trying clients by hand.
final class RunningRecords implements AutoCloseable, Target {
    static final AccessKey ROOT =
            new AccessKey("AKIDEXAMPLE", "secret", null, "arn:aws:iam::000000000000:root", "000000000000", null);

    final List<Parcel> delivered = new CopyOnWriteArrayList<>();
    final Tables tables;
    final Events events;
    final Gateway gateway;

    RunningRecords(Path directory, int port) {
        InstantSource clock = InstantSource.system();
        tables = Tables.open(
                directory.resolve("tables.db"), new Tables.Owner("000000000000", "us-east-1"), clock, Ids.random());
        events = Events.open(
                directory.resolve("events.db"),
                new Owner("000000000000", "us-east-1", "http://127.0.0.1:" + port),
                this,
                clock,
                Ids.random());
        gateway = new Gateway(new GatewaySettings(
                "127.0.0.1",
                port,
                "000000000000",
                "us-east-1",
                id -> Optional.of(ROOT),
                (caller, access) -> Authorizer.Verdict.ALLOWED,
                clock,
                Ids.random()));
        gateway.service(new DynamoDbService(tables))
                .service(new SqsService(events))
                .service(new SnsService(events))
                .service(new EventBridgeService(events));
        gateway.page(SnsPages.PREFIX, new SnsPages(events));
        events.start();
    }

    @Override
    public boolean reaches(String arn) {
        return true;
    }

    @Override
    public void deliver(Parcel parcel) {
        delivered.add(parcel);
    }

    @Override
    public void close() {
        gateway.close();
        events.close();
        tables.close();
    }

    public static void main(String[] args) throws Exception {
        RunningRecords running = new RunningRecords(Files.createTempDirectory("records"), Integer.parseInt(args[0]));
        running.gateway.start();
        running.gateway.ready();
        Thread.sleep(Long.parseLong(args[1]) * 1_000);
        running.close();
    }
}
