package net.weftnet.compute.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import net.weftnet.common.net.Encapsulation;
import net.weftnet.common.net.IpAddress;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.PuntPort;
import net.weftnet.compute.forwarding.api.PuntReason;
import net.weftnet.compute.forwarding.api.PuntedPacket;
import net.weftnet.compute.forwarding.api.TableKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A workload in a namespace asks its node, and Java answers: whole ways through the kernel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PuntPathTest {
    private static final String GATEWAY = "10.1.1.254";

    private Overlay overlay;
    private KernelPuntPath puntPath;

    @BeforeAll
    void start() throws Exception {
        overlay = new Overlay(Encapsulation.MPLS_OVER_UDP);
        var node = overlay.node(1);
        puntPath = node.namespace().call(() -> new KernelPuntPath(node.forwarding(), node.pins()));
        puntPath.onPunt(this::echo);
        puntPath.putPort(new PuntPort(tap(), EnumSet.allOf(PuntReason.class), List.of(IpAddress.parse(GATEWAY))));
    }

    @AfterAll
    void stop() {
        if (puntPath != null) {
            puntPath.close();
        }
        if (overlay != null) {
            overlay.close();
        }
    }

    private int tap() throws ForwardingException {
        return overlay.node(1).forwarding().dump(TableKind.INTERFACE).stream()
                .map(InterfaceEntry.class::cast)
                .filter(entry -> entry.device().equals("tap-vm1"))
                .findFirst()
                .orElseThrow()
                .ifIndex();
    }

    /** Sends a UDP packet back to where it came from; the checksum of UDP is left out. */
    private void echo(PuntedPacket packet) {
        var in = packet.frame();
        var out = ByteBuffer.allocate(in.remaining());
        out.put(in.slice(6, 6)).put(in.slice(0, 6)).put(in.slice(12, 14));
        out.put(in.slice(30, 4)).put(in.slice(26, 4)).put(in.slice(36, 2)).put(in.slice(34, 2));
        out.put(in.slice(38, 2)).putShort((short) 0).put(in.slice(42, in.remaining() - 42));
        try {
            puntPath.inject(packet.ifIndex(), out.array());
        } catch (ForwardingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String ask(String question) throws Exception {
        return overlay.workload(1).call(() -> {
            try (var socket = new DatagramSocket()) {
                socket.setSoTimeout(20_000);
                socket.connect(InetAddress.getByName(GATEWAY), 53);
                var octets = question.getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(octets, octets.length));
                var answer = new DatagramPacket(new byte[2000], 2000);
                socket.receive(answer);
                return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
            }
        });
    }

    @Test
    void answersTheWorkload() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertEquals("question " + i, ask("question " + i));
        }
    }

    @Test
    void goesOnInTheNextLife() throws Exception {
        var node = overlay.node(1);
        puntPath.close();
        node.forwarding().close();
        node.restart();
        puntPath = node.namespace().call(() -> new KernelPuntPath(node.forwarding(), node.pins()));
        puntPath.onPunt(this::echo);
        assertEquals(
                List.of(new PuntPort(tap(), EnumSet.allOf(PuntReason.class), List.of(IpAddress.parse(GATEWAY)))),
                puntPath.ports());
        assertEquals("again", ask("again"));
    }

    @Test
    void saysThatTheDeviceIsGone() {
        var e = assertThrows(ForwardingException.class, () -> puntPath.inject(99_999, new byte[60]));
        assertEquals(ForwardingException.Kind.NO_DEVICE, e.kind());
    }
}
