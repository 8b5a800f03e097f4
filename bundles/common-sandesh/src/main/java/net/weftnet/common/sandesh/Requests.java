package net.weftnet.common.sandesh;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.weftnet.common.sandesh.api.Field;
import net.weftnet.common.sandesh.api.RequestHandler;
import net.weftnet.common.sandesh.api.Value;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which requests this process answers. Thread-safe. */
@Component(service = Requests.class)
public final class Requests {
    /** The response to a request that cannot be answered. */
    static final String FAILURE = "SandeshRequestFailure";

    private static final Logger log = LoggerFactory.getLogger(Requests.class);

    private final Map<String, RequestHandler> handlers = new ConcurrentHashMap<>();

    /** Takes up a handler; a later one takes the place of an earlier one of the same name. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addHandler(RequestHandler handler) {
        handlers.put(handler.request(), handler);
    }

    public void removeHandler(RequestHandler handler) {
        handlers.remove(handler.request(), handler);
    }

    /** {@return all that can be asked, by name} */
    Map<String, RequestHandler> all() {
        return new TreeMap<>(handlers);
    }

    /** Answers a request; one that cannot be answered gets a {@link #FAILURE} that says why. */
    RequestHandler.Answer answer(String request, Map<String, String> arguments) {
        var handler = handlers.get(request);
        if (handler == null) {
            return failure(request, "This process does not answer " + request);
        }
        for (var argument : arguments.keySet()) {
            if (!handler.arguments().contains(argument)) {
                return failure(request, "There is no argument " + argument + ", only " + handler.arguments());
            }
        }
        try {
            return handler.answer(arguments);
        } catch (IllegalArgumentException e) {
            return failure(request, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("{}: the request failed", request, e);
            return failure(request, "The request failed: " + e.getClass().getSimpleName());
        }
    }

    private static RequestHandler.Answer failure(String request, String reason) {
        return new RequestHandler.Answer(
                FAILURE,
                List.of(Field.of("request", 1, Value.string(request)), Field.of("reason", 2, Value.string(reason))));
    }
}
