package net.weftnet.control.netconf.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.xml.XmlElement;

/**
 * The configuration datastores of a device, as RFC 6241 has them: edits are made to the candidate, which becomes the running
 * configuration by a commit.
 */
public final class Datastores {
    private static final String BASE = "urn:ietf:params:netconf:base:1.0";
    private static final String CANDIDATE = "urn:ietf:params:netconf:capability:candidate:1.0";
    private static final String CONFIRMED = "urn:ietf:params:netconf:capability:confirmed-commit:";
    private static final String VALIDATE = "urn:ietf:params:netconf:capability:validate:";
    private static final String ROLLBACK = "urn:ietf:params:netconf:capability:rollback-on-error:1.0";

    /** Attribute of what an edit is to replace or delete; {@link #edit} declares its prefix. */
    public static final String OPERATION = "nc:operation";

    private final DeviceSession session;

    /** @throws DeviceException when the device has no candidate: what is half done would be in effect */
    public Datastores(DeviceSession session) throws DeviceException {
        this.session = session;
        if (!can(CANDIDATE)) {
            throw new DeviceException("the device has no candidate configuration, which is needed; enable it there");
        }
    }

    private boolean can(String capability) {
        return session.capabilities().stream().anyMatch(one -> one.startsWith(capability));
    }

    /** {@return whether a commit can be made that the device takes back if it is not confirmed} */
    public boolean confirms() {
        return can(CONFIRMED);
    }

    /** Keeps others from changing the candidate. */
    public void lock() throws DeviceException, InterruptedException {
        session.rpc(XmlElement.of("lock", target()));
    }

    /** Lets others change the candidate again. */
    public void unlock() throws DeviceException, InterruptedException {
        session.rpc(XmlElement.of("unlock", target()));
    }

    private static XmlElement target() {
        return XmlElement.of("target", XmlElement.of("candidate"));
    }

    /**
     * {@return the parts of the running configuration that a filter selects}
     *
     * @param filter subtrees, RFC 6241 section 6
     */
    public List<XmlElement> running(List<XmlElement> filter) throws DeviceException, InterruptedException {
        var reply = session.rpc(XmlElement.of(
                "get-config",
                XmlElement.of("source", XmlElement.of("running")),
                XmlElement.of("filter", filter).withAttribute("type", "subtree")));
        return reply.child("data").map(XmlElement::children).orElse(List.of());
    }

    /** Edits the candidate: what has no {@link #OPERATION} is merged. All of it is done or, where the device can, nothing. */
    public void edit(List<XmlElement> config) throws DeviceException, InterruptedException {
        var children = new ArrayList<XmlElement>();
        children.add(target());
        children.add(XmlElement.ofText("default-operation", "merge"));
        if (can(VALIDATE)) {
            children.add(XmlElement.ofText("test-option", "test-then-set"));
        }
        if (can(ROLLBACK)) {
            children.add(XmlElement.ofText("error-option", "rollback-on-error"));
        }
        children.add(XmlElement.of("config", config).withAttribute("xmlns:nc", BASE));
        session.rpc(XmlElement.of("edit-config", children));
    }

    /** Checks the candidate, where the device can. */
    public void validate() throws DeviceException, InterruptedException {
        if (can(VALIDATE)) {
            session.rpc(XmlElement.of("validate", XmlElement.of("source", XmlElement.of("candidate"))));
        }
    }

    /** Makes the candidate the running configuration, or confirms that. */
    public void commit() throws DeviceException, InterruptedException {
        session.rpc(XmlElement.of("commit"));
    }

    /** Makes the candidate the running configuration, until {@link #commit} or for a while. */
    public void commitFor(Duration time) throws DeviceException, InterruptedException {
        session.rpc(XmlElement.of(
                "commit",
                XmlElement.of("confirmed"),
                XmlElement.ofText("confirm-timeout", Long.toString(time.toSeconds()))));
    }

    /** Takes back what was committed for a while. A device of the first version does so when the session ends. */
    public void cancel() throws DeviceException, InterruptedException {
        if (can(CONFIRMED + "1.1")) {
            session.rpc(XmlElement.of("cancel-commit"));
        }
    }

    /** Makes the candidate what is running. */
    public void discard() throws DeviceException, InterruptedException {
        session.rpc(XmlElement.of("discard-changes"));
    }
}
