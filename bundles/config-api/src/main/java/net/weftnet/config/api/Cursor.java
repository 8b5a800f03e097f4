package net.weftnet.config.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.yangtools.yang.common.Decimal64;
import org.opendaylight.yangtools.yang.common.Uint64;

/**
 * Where the next page of a list begins. Clients hand it back as they got it; it says all that is needed to go on, so no
 * server keeps it.
 *
 * @param revision the revision of the page before
 * @param list which list it is of
 * @param order what the order of the entries up to the last one was; zero where the system orders them
 * @param key the keys of the last entry of that page, or the value in a leaf-list
 */
record Cursor(long revision, int list, long order, List<Object> key) {

    Cursor {
        key = List.copyOf(key);
    }

    static int listOf(Data target) {
        return target.instance().toString().hashCode();
    }

    static Cursor parse(String text) throws RestconfException {
        try {
            var octets = Base64.getUrlDecoder().decode(text);
            var parts = JsonParser.parseString(new String(octets, StandardCharsets.UTF_8))
                    .getAsJsonArray();
            var key = new ArrayList<Object>();
            for (int i = 3; i < parts.size(); i++) {
                var value = parts.get(i).getAsJsonPrimitive();
                key.add(value.isNumber() ? number(value.getAsString()) : value.getAsString());
            }
            return new Cursor(
                    parts.get(0).getAsLong(),
                    parts.get(1).getAsInt(),
                    parts.get(2).getAsLong(),
                    key);
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | UnsupportedOperationException e) {
            throw RestconfException.invalidValue("cursor: " + text + " is none that this server gave");
        }
    }

    /** {@return a number as {@link Entries} compares it} */
    private static Number number(String text) {
        if (text.contains(".")) {
            return Decimal64.valueOf(text);
        }
        return text.length() > 18 && !text.startsWith("-") ? Uint64.valueOf(text) : Long.valueOf(text);
    }

    @Override
    public String toString() {
        var parts = new JsonArray();
        parts.add(revision);
        parts.add(list);
        parts.add(order);
        for (var value : key) {
            if (value instanceof Number number) {
                parts.add(JsonParser.parseString(number.toString()));
            } else {
                parts.add(value.toString());
            }
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(parts.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses a cursor of another list, or one that this node cannot know yet. */
    void require(Data target, long current, Collection<?> sample) throws RestconfException {
        if (list != listOf(target) || key.size() != sample.size()) {
            throw RestconfException.invalidValue(
                    "cursor: it is of another list than " + PathText.of(target.instance()));
        }
        if (revision > current || revision < 0) {
            throw RestconfException.invalidValue(
                    "cursor: it is of revision " + revision + ", but this node is at " + current);
        }
    }
}
