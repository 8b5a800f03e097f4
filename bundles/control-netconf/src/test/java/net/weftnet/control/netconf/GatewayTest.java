package net.weftnet.control.netconf;

import static net.weftnet.control.netconf.Gateways.BACK;
import static net.weftnet.control.netconf.Gateways.FRONT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import net.weftnet.common.runtime.api.BackOff;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.GatewayRouter.Vrf;
import net.weftnet.control.netconf.api.GatewayView;
import net.weftnet.control.netconf.api.GatewayView.State;
import net.weftnet.control.netconf.device.ClientKey;
import net.weftnet.control.netconf.device.KnownHosts;
import net.weftnet.control.netconf.device.SshDevices;
import net.weftnet.control.netconf.template.Template;
import net.weftnet.test.SilentHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway and a device, over SSH. */
class GatewayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final List<String> LOOK = List.of("lock", "get-config", "unlock");

    @TempDir
    Path directory;

    private final Template template = Template.of("juniper");
    private TestDevice device;
    private KnownHosts hosts;
    private SshDevices devices;
    private Gateway gateway;

    @BeforeEach
    void open() throws Exception {
        device = new TestDevice(directory.resolve("host-key"));
        hosts = new KnownHosts(directory.resolve("known-hosts"));
        devices = new SshDevices(PATIENCE, ClientKey.of(directory.resolve("client.key")), hosts);
    }

    @AfterEach
    void close() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        devices.close();
        device.close();
    }

    private GatewayRouter wish(Vrf... vrfs) {
        return Gateways.gateway("juniper", "127.0.0.1", device.port(), vrfs);
    }

    private void begin(GatewayRouter wish) {
        gateway = new Gateway(
                wish,
                devices,
                new Gateway.Settings(TestDevice.USER, NEVER, Duration.ofSeconds(30)),
                Clock.systemUTC(),
                new BackOff(Duration.ofMillis(50), Duration.ofMillis(200), new SecureRandom()),
                new SilentHealth().open("control", "gateway"));
        gateway.start();
    }

    private GatewayView await(Predicate<GatewayView> condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(gateway.view())) {
            assertTrue(System.nanoTime() < deadline, () -> gateway.view() + " " + device.operations);
            Thread.sleep(10);
        }
        return gateway.view();
    }

    private GatewayView awaitInSync() throws InterruptedException {
        return await(view -> view.state() == State.IN_SYNC);
    }

    private GatewayView awaitFailure(String problem) throws InterruptedException {
        return await(view -> view.state() == State.FAILED && view.detail().contains(problem));
    }

    private void awaitOperations(List<String> expected) throws InterruptedException {
        await(_ -> device.operations.equals(expected));
    }

    @Test
    void aGatewayIsConfiguredAndTheChangeIsConfirmedAfterALook() throws Exception {
        begin(wish(FRONT));
        awaitInSync();
        awaitOperations(List.of(
                "lock", "get-config", "edit-config", "validate", "commit confirmed", "get-config", "commit", "unlock"));
        assertEquals(template.wanted(wish(FRONT)), device.running());
    }

    @Test
    void aGatewayThatIsAsWantedIsOnlyLookedAt() throws Exception {
        device.change(template.wanted(wish(FRONT)));
        begin(wish(FRONT));
        assertEquals("as wanted", awaitInSync().detail());
        awaitOperations(LOOK);
    }

    @Test
    void whatOthersChangeOfOursIsMendedAndTheRestIsLeftAlone() throws Exception {
        begin(wish(FRONT));
        awaitInSync();
        var foreign = XmlElement.of("system", XmlElement.ofText("host-name", "gw"));
        var spoiled = new ArrayList<XmlElement>();
        for (var top : device.running()) {
            spoiled.add(new XmlElement(
                    top.name(),
                    top.attributes(),
                    "",
                    List.of(top.children().getFirst().withChild(XmlElement.of("chassis")), foreign)));
        }
        device.change(spoiled);
        gateway.check();
        var view = await(now -> now.drifts() == 1);
        assertTrue(view.detail().contains("groups has another chassis"), view.detail());
        assertTrue(view.detail().contains("__weftnet__: not there"), view.detail());
        var mended = device.running().getFirst();
        assertEquals(
                "gw",
                mended.child("system").orElseThrow().childText("host-name").orElseThrow());
        assertEquals(template.ours(template.wanted(wish(FRONT))), template.ours(device.running()));
    }

    @Test
    void aNewWishIsCarriedOutAtOnce() throws Exception {
        begin(wish(FRONT));
        awaitInSync();
        gateway.want(wish(FRONT, BACK));
        await(view -> view.state() == State.IN_SYNC && view.vrfs() == 2);
        assertEquals(template.ours(template.wanted(wish(FRONT, BACK))), template.ours(device.running()));
        assertEquals(0, gateway.view().drifts());
    }

    @Test
    void whatADeviceRefusesIsToldAndLeavesNoTrace() throws Exception {
        for (var operation : List.of("edit-config", "validate", "commit")) {
            device.operations.clear();
            device.refused = operation;
            begin(wish(FRONT));
            awaitFailure(operation + " was refused: operation-failed, the device does not like it");
            await(_ -> device.operations.contains("discard-changes"));
            assertEquals(List.of(), device.running());
            gateway.close();
        }
        device.refused = "";
        begin(wish(FRONT));
        awaitInSync();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void aChangeThatHasNoEffectIsNotConfirmedAndTheDeviceTakesItBack(String version) throws Exception {
        device.capabilities = Set.of("candidate:1.0", "confirmed-commit:" + version);
        device.isDeaf = true;
        begin(wish(FRONT));
        awaitFailure("the device has not taken all of it");
        await(_ -> device.operations.contains("taken back"));
        assertFalse(device.operations.contains("commit"), device.operations::toString);
    }

    @Test
    void aDeviceThatCannotConfirmGetsAPlainCommit() throws Exception {
        device.capabilities = Set.of("candidate:1.0");
        begin(wish(FRONT));
        awaitInSync();
        awaitOperations(List.of("lock", "get-config", "edit-config", "commit", "get-config", "unlock"));
    }

    @Test
    void aDeviceWithoutACandidateIsNotTouched() throws Exception {
        device.capabilities = Set.of("writable-running:1.0");
        begin(wish(FRONT));
        awaitFailure("the device has no candidate configuration");
        assertEquals(List.of(), device.operations);
    }

    @Test
    void aGatewayThatIsNoLongerWantedIsFreedOfWhatIsOurs() throws Exception {
        begin(wish(FRONT));
        awaitInSync();
        gateway.remove();
        await(_ -> gateway.hasEnded());
        assertEquals("", template.ours(device.running()));
    }

    @Test
    void anotherHostKeyIsRefusedUntilTheKnownOneIsForgotten() throws Exception {
        begin(wish(FRONT));
        awaitInSync();
        int port = device.port();
        device.close();
        device = new TestDevice(directory.resolve("another-host-key"), port);
        gateway.check();
        awaitFailure("shows another host key than before");
        assertEquals(List.of(), device.operations);
        // Also a new process knows the key.
        assertTrue(new KnownHosts(directory.resolve("known-hosts"))
                .known("127.0.0.1:" + port)
                .isPresent());
        hosts.forget("127.0.0.1:" + port);
        awaitInSync();
    }

    @Test
    void aWrongPasswordIsTold() throws Exception {
        var right = wish(FRONT);
        begin(withPassword(right, "wrong"));
        var view = awaitFailure("no session as weft@127.0.0.1");
        assertFalse(view.toString().contains("wrong"), view::toString);
        gateway.want(right);
        awaitInSync();
    }

    @Test
    void aKeyDoesWithoutAPassword() throws Exception {
        device.authorize(
                SshDevices.line(ClientKey.of(directory.resolve("client.key")).getPublic()));
        begin(withPassword(wish(FRONT), null));
        awaitInSync();
    }

    private static GatewayRouter withPassword(GatewayRouter router, String password) {
        return new GatewayRouter(
                router.name(),
                router.management(),
                router.port(),
                router.vendor(),
                router.user(),
                password,
                router.dataplane(),
                router.speaker(),
                router.neighbors(),
                router.vrfs(),
                router.fabric());
    }
}
