package net.weftnet.compute.forwarding.api;

import java.nio.charset.StandardCharsets;

/**
 * A rule of a {@link RuleSet}.
 *
 * @param id names it to people, at most 39 octets; rules of one id in sets of one name are counted together
 * @param match which flows it is about
 * @param action what becomes of them
 */
public record Rule(String id, Match match, Action action) {
    /** The longest id, in octets. */
    public static final int LONGEST_ID = 39;

    /**
     * What becomes of a flow.
     *
     * @param isAllowed whether it passes
     * @param redirect the VRF in which packets from the workload are looked up; 0 for the port's own
     * @param isLogged whether its beginning and end are logged
     */
    public record Action(boolean isAllowed, int redirect, boolean isLogged) {
        /** It passes. */
        public static final Action ALLOW = new Action(true, 0, false);
        /** It is dropped. */
        public static final Action DENY = new Action(false, 0, false);

        public Action {
            Vrf.check(redirect);
        }

        /** {@return the same, redirected into a VRF} */
        public Action redirectedTo(int vrf) {
            return new Action(isAllowed, vrf, isLogged);
        }

        /** {@return the same, logged} */
        public Action logged() {
            return new Action(isAllowed, redirect, true);
        }

        @Override
        public String toString() {
            return (isAllowed ? "allow" : "drop")
                    + (redirect == 0 ? "" : ", redirect to VRF " + redirect)
                    + (isLogged ? ", log" : "");
        }
    }

    public Rule {
        if (id.getBytes(StandardCharsets.UTF_8).length > LONGEST_ID) {
            throw new IllegalArgumentException("The id of a rule is longer than " + LONGEST_ID + " octets: " + id);
        }
    }
}
