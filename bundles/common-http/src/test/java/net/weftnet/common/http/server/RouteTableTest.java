package net.weftnet.common.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.http.api.HttpRoute;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private record Route(String path, boolean isStandIn) implements HttpRoute {
        @Override
        public String listener() {
            return "rest";
        }

        @Override
        public Set<String> roles() {
            return Set.of();
        }

        @Override
        public HttpReply handle(HttpCall call) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aStandInAnswersAsLongAsNobodyElseDoes() {
        var table = new RouteTable();
        var standIn = new Route("/a", true);
        var real = new Route("/a", false);
        table.addRoute(standIn);
        assertEquals(Optional.of(standIn), table.find("rest", "/a/b"));
        table.addRoute(real);
        assertEquals(Optional.of(real), table.find("rest", "/a/b"));
        table.removeRoute(real);
        assertEquals(Optional.of(standIn), table.find("rest", "/a/b"));
    }
}
