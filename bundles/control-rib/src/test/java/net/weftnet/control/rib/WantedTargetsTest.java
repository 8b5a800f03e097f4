package net.weftnet.control.rib;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.nlri.RouteTargetNlri;
import org.junit.jupiter.api.Test;

class WantedTargetsTest {
    private final WantedTargets wanted = new WantedTargets();

    private boolean covers(String target) {
        return wanted.covers(List.of(Routes.target("99"), Routes.target(target)));
    }

    @Test
    void aTargetIsWantedAsLongAsAnyAsWantsIt() {
        assertTrue(wanted.isEmpty());
        wanted.add(RouteTargetNlri.of(64512, Routes.target("1")));
        wanted.add(RouteTargetNlri.of(64513, Routes.target("1")));
        assertTrue(covers("1"));
        assertFalse(covers("2"));
        wanted.remove(RouteTargetNlri.of(64513, Routes.target("1")));
        assertTrue(covers("1"));
        wanted.remove(RouteTargetNlri.of(64512, Routes.target("1")));
        assertFalse(covers("1"));
        assertTrue(wanted.isEmpty());
    }

    /** RFC 4684 section 3.1: all targets of an AS, and all there are. */
    @Test
    void aPartOfATargetStandsForAllThatBeginLikeIt() {
        var ofAs = new RouteTargetNlri(0, 64512, Routes.target("0").octets(), 64);
        wanted.add(ofAs);
        assertTrue(covers("5"));
        assertFalse(wanted.covers(List.of(RouteTarget.parse("target:64999:5"))));
        assertFalse(wanted.covers(List.of()));
        wanted.add(RouteTargetNlri.everything());
        assertTrue(wanted.covers(List.of()));
        wanted.remove(RouteTargetNlri.everything());
        wanted.remove(ofAs);
        assertFalse(covers("5"));
    }
}
