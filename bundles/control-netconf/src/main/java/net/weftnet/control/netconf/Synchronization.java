package net.weftnet.control.netconf;

import java.time.Duration;
import java.util.Optional;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.netconf.device.Datastores;
import net.weftnet.control.netconf.device.DeviceException;
import net.weftnet.control.netconf.device.DeviceSession;
import net.weftnet.control.netconf.template.Template;
import net.weftnet.control.netconf.template.Template.Edit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a device like it is wanted, over one session: looks at what it has, edits the candidate, and commits. Where the device
 * can, the commit is only confirmed after another look: if that fails, or the change has cut the way to the device, the device
 * takes it back by itself.
 */
final class Synchronization {
    private static final Logger log = LoggerFactory.getLogger(Synchronization.class);

    private final Datastores stores;
    private final Template template;
    private final Duration confirmation;

    /**
     * @param confirmation how long the device waits for the confirmation before it takes a change back
     * @throws DeviceException when the device cannot do what is needed
     */
    Synchronization(DeviceSession session, Template template, Duration confirmation) throws DeviceException {
        stores = new Datastores(session);
        this.template = template;
        this.confirmation = confirmation;
    }

    /**
     * What was done.
     *
     * @param change what differed and was changed; empty if nothing was
     * @param ours all our parts as the device has them now
     */
    record Outcome(Optional<String> change, String ours) {}

    /**
     * Makes the device like it is wanted.
     *
     * @param wanted empty for nothing of ours
     * @param known our parts as they were after the last time with the same wish; empty if there was none
     */
    Outcome run(Optional<GatewayRouter> wanted, Optional<String> known) throws DeviceException, InterruptedException {
        stores.lock();
        try {
            var running = stores.running(template.filter());
            var ours = template.ours(running);
            var edit = template.edit(wanted, running);
            if (edit.isEmpty()
                    && wanted.isPresent()
                    && known.isPresent()
                    && !known.get().equals(ours)) {
                edit = Optional.of(template.rewrite(wanted.get(), "something was added to it"));
            }
            return edit.isEmpty()
                    ? new Outcome(Optional.empty(), ours)
                    : new Outcome(Optional.of(edit.get().reason()), change(edit.get(), wanted));
        } finally {
            unlock();
        }
    }

    private String change(Edit edit, Optional<GatewayRouter> wanted) throws DeviceException, InterruptedException {
        try {
            stores.edit(edit.config());
            stores.validate();
            if (stores.confirms()) {
                stores.commitFor(confirmation);
            } else {
                stores.commit();
            }
        } catch (DeviceException e) {
            discard(e);
            throw e;
        }
        return confirmed(wanted);
    }

    private String confirmed(Optional<GatewayRouter> wanted) throws DeviceException, InterruptedException {
        var after = stores.running(template.filter());
        var left = template.edit(wanted, after);
        if (left.isPresent()) {
            if (stores.confirms()) {
                stores.cancel();
            }
            throw new DeviceException(
                    "the device has not taken all of it: " + left.get().reason());
        }
        if (stores.confirms()) {
            stores.commit();
        }
        return template.ours(after);
    }

    private void discard(DeviceException reason) throws InterruptedException {
        try {
            stores.discard();
        } catch (DeviceException e) {
            reason.addSuppressed(e);
        }
    }

    /** Whatever happened: the lock also ends with the session. */
    private void unlock() throws InterruptedException {
        try {
            stores.unlock();
        } catch (DeviceException e) {
            log.debug("netconf: the lock is left to the end of the session", e);
        }
    }
}
