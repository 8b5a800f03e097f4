package net.weftnet.config.vnc.resource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.Optional;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.common.storage.api.Coordination;
import net.weftnet.common.storage.api.StorageException;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * {@code /int-pools} and {@code /int-pool}: numbers that clients share out among themselves. A pool is one register, changed
 * by compare-and-set, so no number is given out twice on any number of nodes.
 */
final class IntegerPools {
    private static final String START = "start";
    private static final String END = "end";
    private static final String OWNERS = "owners";

    /** Numbers in use in one pool: a register is a small value. */
    private static final int MOST = 10_000;

    private static final int ATTEMPTS = 100;

    private final Coordination coordination;

    IntegerPools(Coordination coordination) {
        this.coordination = coordination;
    }

    /** Changes a pool; empty in or out is no pool. */
    @FunctionalInterface
    private interface Change {
        Optional<JsonObject> apply(Optional<JsonObject> pool) throws VncException;
    }

    HttpReply create(Request request) throws VncException, IOException {
        var parameters = Parameters.of(request.object());
        var pool = new JsonObject();
        pool.addProperty(START, number(parameters, START));
        pool.addProperty(END, number(parameters, END));
        pool.add(OWNERS, new JsonObject());
        if (number(parameters, END) < number(parameters, START)) {
            throw VncException.badRequest("A pool ends before it starts");
        }
        change(name(parameters), present -> {
            if (present.isPresent()) {
                throw VncException.conflict("The pool exists already");
            }
            return Optional.of(pool);
        });
        return HttpReply.empty(200);
    }

    HttpReply delete(Request request) throws VncException, IOException {
        change(name(Parameters.of(request.object())), _ -> Optional.empty());
        return HttpReply.empty(200);
    }

    /** Gives out the number that is asked for, or else the lowest one that is free. */
    HttpReply allocate(Request request) throws VncException, IOException {
        var parameters = Parameters.of(request.object());
        var owner = parameters.text("owner").orElse("");
        var wanted = parameters.has("value") ? Optional.of(number(parameters, "value")) : Optional.<Integer>empty();
        var given = new int[1];
        change(name(parameters), present -> {
            var pool = require(present);
            var owners = pool.getAsJsonObject(OWNERS);
            if (owners.size() >= MOST) {
                throw VncException.conflict("A pool has at most " + MOST + " numbers in use");
            }
            given[0] = wanted.isPresent() ? free(pool, wanted.get()) : lowestFree(pool);
            owners.addProperty(Integer.toString(given[0]), owner);
            return Optional.of(pool);
        });
        return JsonReply.of("value", new JsonPrimitive(given[0]));
    }

    private static int free(JsonObject pool, int wanted) throws VncException {
        if (wanted < pool.get(START).getAsInt() || wanted > pool.get(END).getAsInt()) {
            throw VncException.badRequest(wanted + " is not in the pool");
        }
        if (pool.getAsJsonObject(OWNERS).has(Integer.toString(wanted))) {
            throw VncException.conflict(wanted + " is in use already");
        }
        return wanted;
    }

    private static int lowestFree(JsonObject pool) throws VncException {
        for (long number = pool.get(START).getAsInt(); number <= pool.get(END).getAsInt(); number++) {
            if (!pool.getAsJsonObject(OWNERS).has(Long.toString(number))) {
                return (int) number;
            }
        }
        throw VncException.conflict("No number is left in the pool");
    }

    HttpReply release(Request request) throws VncException, IOException {
        var parameters = Parameters.of(request.object());
        int value = number(parameters, "value");
        change(name(parameters), present -> {
            var pool = require(present);
            pool.getAsJsonObject(OWNERS).remove(Integer.toString(value));
            return Optional.of(pool);
        });
        return HttpReply.empty(200);
    }

    HttpReply owner(Request request) throws VncException, StorageException {
        var query = request.query();
        int value = number(query, "value");
        var pool = require(read(coordination.register(name(query)).get()));
        var owner = pool.getAsJsonObject(OWNERS).get(Integer.toString(value));
        if (owner == null) {
            throw VncException.notFound(value + " is not in use");
        }
        return JsonReply.of("owner", owner);
    }

    private void change(String name, Change change) throws VncException, StorageException {
        var register = coordination.register(name);
        for (int i = 0; i < ATTEMPTS; i++) {
            var before = register.get();
            var after = change.apply(read(before));
            if (register.compareAndSet(before, after.map(JsonObject::toString).orElse(""))) {
                return;
            }
        }
        throw new VncException(503, "The pool is changed by too many at a time");
    }

    private static Optional<JsonObject> read(Optional<String> register) {
        return register.filter(text -> !text.isEmpty())
                .map(text -> JsonParser.parseString(text).getAsJsonObject());
    }

    private static JsonObject require(Optional<JsonObject> pool) throws VncException {
        return pool.orElseThrow(() -> VncException.notFound("There is no such pool"));
    }

    private static String name(Parameters parameters) throws VncException {
        var name = parameters.require("pool");
        if (!name.matches("[A-Za-z0-9._-]{1,128}")) {
            throw VncException.badRequest("The name of a pool has letters, digits, dots, hyphens and underscores");
        }
        return "vnc-int-pool-" + name;
    }

    private static int number(Parameters parameters, String name) throws VncException {
        return parameters.number(name).orElseThrow(() -> VncException.badRequest(name + " must be specified"));
    }
}
