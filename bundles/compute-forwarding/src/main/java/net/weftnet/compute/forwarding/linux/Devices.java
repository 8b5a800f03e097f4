package net.weftnet.compute.forwarding.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.net.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * Looks up network devices with rtnetlink(7), in the network namespace of the calling thread: one RTM_GETLINK request,
 * one RTM_NEWLINK or error in answer.
 */
public final class Devices {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOSE_ON_EXEC = 3 | 0x80000;
    private static final int NETLINK_ROUTE = 0;
    private static final short NLM_F_REQUEST = 1;
    private static final short NLMSG_ERROR = 2;
    private static final short RTM_GETLINK = 18;

    private static final short IFLA_ADDRESS = 1;
    private static final short IFLA_IFNAME = 3;
    private static final short IFLA_MTU = 4;
    private static final short IFLA_LINKINFO = 18;
    private static final short IFLA_INFO_KIND = 1;
    private static final short IFLA_LINK_NETNSID = 37;

    /** struct nlmsghdr: length 4, type 2, flags 2, sequence 4, port 4. */
    private static final int HEADER = 16;
    /** struct ifinfomsg: family 1, pad 1, type 2, index 4, flags 4, change 4. */
    private static final int LINK_HEADER = 16;

    private static final int INDEX_OFFSET = HEADER + 4;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int LONGEST_NAME = 15;
    private static final int ANSWER_SIZE = 32 * 1024;

    private Devices() {}

    /** {@return the device of this name, or empty if there is none} */
    public static Optional<Device> find(String name) throws LinuxException {
        var octets = name.getBytes(StandardCharsets.UTF_8);
        if (octets.length == 0 || octets.length > LONGEST_NAME) {
            return Optional.empty();
        }
        try (var arena = Arena.ofConfined()) {
            var answer = ask(arena, request(arena, octets));
            if (answer.get(JAVA_SHORT_UNALIGNED, 4) != NLMSG_ERROR) {
                return Optional.of(device(answer, name));
            }
            int errno = -answer.get(JAVA_INT_UNALIGNED, HEADER);
            if (errno == LinuxException.ENODEV) {
                return Optional.empty();
            }
            throw new LinuxException("RTM_GETLINK " + name, errno, LibC.describe(errno));
        }
    }

    private static MemorySegment request(Arena arena, byte[] name) {
        int attribute = ATTRIBUTE_HEADER + name.length + 1;
        var request = arena.allocate(HEADER + LINK_HEADER + aligned(attribute));
        request.set(JAVA_INT_UNALIGNED, 0, (int) request.byteSize());
        request.set(JAVA_SHORT_UNALIGNED, 4, RTM_GETLINK);
        request.set(JAVA_SHORT_UNALIGNED, 6, NLM_F_REQUEST);
        long at = HEADER + LINK_HEADER;
        request.set(JAVA_SHORT_UNALIGNED, at, (short) attribute);
        request.set(JAVA_SHORT_UNALIGNED, at + 2, IFLA_IFNAME);
        MemorySegment.copy(name, 0, request, JAVA_BYTE, at + ATTRIBUTE_HEADER, name.length);
        return request;
    }

    private static MemorySegment ask(Arena arena, MemorySegment request) throws LinuxException {
        int socket = LibC.socket(AF_NETLINK, SOCK_RAW_CLOSE_ON_EXEC, NETLINK_ROUTE);
        try {
            LibC.send(socket, request);
            var buffer = arena.allocate(ANSWER_SIZE, 8);
            long length = LibC.receive(socket, buffer);
            return buffer.asSlice(0, Math.min(length, buffer.get(JAVA_INT_UNALIGNED, 0)));
        } finally {
            LibC.close(socket);
        }
    }

    private static Device device(MemorySegment answer, String name) {
        var attributes = attributes(answer.asSlice(HEADER + LINK_HEADER));
        var kind = Optional.ofNullable(attributes.get(IFLA_LINKINFO))
                .flatMap(info -> Optional.ofNullable(attributes(info).get(IFLA_INFO_KIND)))
                .map(text -> text.getString(0));
        return new Device(
                answer.get(JAVA_INT_UNALIGNED, INDEX_OFFSET),
                name,
                mac(attributes.get(IFLA_ADDRESS)),
                Optional.ofNullable(attributes.get(IFLA_MTU))
                        .map(mtu -> mtu.get(JAVA_INT_UNALIGNED, 0))
                        .orElse(0),
                kind.filter("veth"::equals).isPresent() && attributes.containsKey(IFLA_LINK_NETNSID));
    }

    private static MacAddress mac(@Nullable MemorySegment octets) {
        return octets == null || octets.byteSize() != 6
                ? new MacAddress(0)
                : MacAddress.ofBytes(octets.toArray(JAVA_BYTE));
    }

    /** Attributes follow each other: length 2 (with this header), type 2, value, padding to 4. */
    private static Map<Short, MemorySegment> attributes(MemorySegment list) {
        var attributes = new HashMap<Short, MemorySegment>();
        long at = 0;
        while (at + ATTRIBUTE_HEADER <= list.byteSize()) {
            int length = Short.toUnsignedInt(list.get(JAVA_SHORT_UNALIGNED, at));
            if (length < ATTRIBUTE_HEADER || at + length > list.byteSize()) {
                break;
            }
            attributes.put(
                    list.get(JAVA_SHORT_UNALIGNED, at + 2),
                    list.asSlice(at + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER));
            at += aligned(length);
        }
        return attributes;
    }

    private static int aligned(int length) {
        return length + 3 & ~3;
    }
}
