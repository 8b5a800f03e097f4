package net.weftnet.config.vnc.resource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.VncException;

/** Finds who answers a call. */
final class Resources {
    private final Configuration config;
    private final CollectionResource collections;
    private final ObjectResource objects;
    private final Homepage homepage;
    private final Map<String, Action> actions = new TreeMap<>();
    private final Map<String, ResourceType> collectionTypes = new TreeMap<>();

    Resources(Configuration config, Stores stores) {
        this.config = config;
        collections = new CollectionResource(config);
        objects = new ObjectResource(config, stores.relaxed());
        var all = actions(stores);
        all.forEach(action -> actions.put(action.path(), action));
        homepage = new Homepage(config.schema(), all);
        config.schema().types().forEach(type -> collectionTypes.put(type.collection(), type));
    }

    private List<Action> actions(Stores stores) {
        var names = new NameActions(config);
        var references = new ReferenceActions(config, stores.relaxed());
        var properties = new PropertyCollections(config);
        var addresses = new AddressActions(config);
        return List.of(
                Action.of("/fqname-to-id", "name-to-id", "POST", names::toId),
                Action.of("/id-to-fqname", "id-to-name", "POST", names::toName),
                Action.of("/ref-update", "ref-update", "POST", references::update),
                Action.of("/ref-relax-for-delete", "ref-relax-for-delete", "POST", references::relaxForDelete),
                Action.of("/prop-collection-get", "prop-collection-get", "GET", properties::read),
                Action.of("/prop-collection-update", "prop-collection-update", "POST", properties::update),
                Action.of("/list-bulk-collection", "list-bulk-collection", "POST", collections::listBulk),
                Action.of("/useragent-kv", "useragent-keyvalue", "POST", stores.userAgents()::call),
                new Action(
                        "/int-pools",
                        "int-pools",
                        Map.of("POST", stores.pools()::create, "DELETE", stores.pools()::delete)),
                new Action(
                        "/int-pool",
                        "int-pool",
                        Map.of(
                                "GET",
                                stores.pools()::owner,
                                "POST",
                                stores.pools()::allocate,
                                "DELETE",
                                stores.pools()::release)),
                ofNetwork("ip-alloc", addresses::allocate),
                ofNetwork("ip-free", addresses::free),
                ofNetwork("subnet-ip-count", addresses::count));
    }

    private static Action ofNetwork(String name, ObjectAction action) {
        return Action.of(
                '/' + AddressActions.NETWORK + '/' + Action.ANY + '/' + name,
                AddressActions.NETWORK + '-' + name,
                "POST",
                request -> action.answer(request, request.step(1)));
    }

    /** Answers a call about one object. */
    @FunctionalInterface
    private interface ObjectAction {
        HttpReply answer(Request request, String uuid) throws VncException, IOException, InterruptedException;
    }

    HttpReply answer(Request request) throws VncException, IOException, InterruptedException {
        var path = request.call().path();
        if (path.equals("/")) {
            return allow(request, Map.of("GET", homepage::reply));
        }
        var steps = path.substring(1).split("/", -1);
        var action = actions.get(steps.length == 3 ? '/' + steps[0] + '/' + Action.ANY + '/' + steps[2] : path);
        if (action != null) {
            return allow(request, action.handlers());
        }
        var collection = collectionTypes.get(steps[0]);
        if (steps.length == 1 && collection != null) {
            return allow(
                    request,
                    Map.of(
                            "GET", one -> collections.list(one, collection),
                            "POST", one -> collections.create(one, collection)));
        }
        var type = config.schema().type(steps[0]);
        if (steps.length == 2 && type.isPresent()) {
            return object(request, type.get(), steps[1]);
        }
        throw VncException.notFound("Not found: '" + path + "'");
    }

    private HttpReply object(Request request, ResourceType type, String uuid)
            throws VncException, IOException, InterruptedException {
        return allow(
                request,
                Map.of(
                        "GET", one -> objects.read(one, type, uuid),
                        "PUT", one -> objects.update(one, type, uuid),
                        "DELETE", one -> objects.delete(one, type, uuid)));
    }

    private static HttpReply allow(Request request, Map<String, Action.Handler> handlers)
            throws VncException, IOException, InterruptedException {
        var handler = handlers.get(request.call().method());
        if (handler != null) {
            return handler.answer(request);
        }
        var allowed = String.join(", ", new TreeSet<>(handlers.keySet()));
        return VncResources.refusal(405, "Method not allowed.").with("Allow", allowed);
    }
}
