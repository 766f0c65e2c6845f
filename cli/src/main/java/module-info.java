/// The command line.
module dev.sluice.cli {
    requires dev.sluice.server;
    requires dev.sluice.asl;
    requires java.logging;
    requires dev.sluice.core;
}
