package dev.sluice.events.delivery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Which network addresses messages may be sent to: all but those where a cloud's metadata service or nobody listens.
public final class Addresses {
    /// EC2's metadata service on IPv6, fd00:ec2::254.
    private static final byte[] METADATA = {(byte) 0xFD, 0, 0x0E, (byte) 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0x54};

    private Addresses() {}

    /// Whether a message may be sent there. Loopback may: that is where local subscribers are.
    public static boolean mayBeReached(InetAddress address) {
        if (address.isLoopbackAddress()) return true;
        boolean metadata = address instanceof Inet6Address && Arrays.equals(address.getAddress(), METADATA);
        return !metadata
                && !address.isLinkLocalAddress()
                && !address.isAnyLocalAddress()
                && !address.isMulticastAddress();
    }
}
