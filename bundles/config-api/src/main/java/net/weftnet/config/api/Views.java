package net.weftnet.config.api;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.weftnet.common.http.api.Caller;
import net.weftnet.common.http.api.HttpCall;
import net.weftnet.common.http.api.HttpReply;
import net.weftnet.config.access.api.AccessControl;
import net.weftnet.config.api.ViewedDatastore.Editor;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.ConfigDrafts;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.api.ConfigHistory;
import net.weftnet.config.db.api.Snapshot;
import org.opendaylight.netconf.databind.DatabindContext;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/**
 * Other configurations than the newest one, as resources like it: a draft is a datastore of its own in the manner of RFC
 * 8527, {@code /restconf/ds/weftnet-draft:NAME}, and {@code as-of=REVISION} or {@code as-of=TIME} in the query of a GET of
 * {@code /restconf/data} looks at the past.
 */
final class Views {
    /** Where the datastores are. */
    static final String DATASTORES = "/restconf/ds";

    private static final String DRAFT = DATASTORES + "/weftnet-draft:";
    private static final String DATA = "/restconf/data";
    private static final String AS_OF = "as-of=";

    private final ConfigDatastore datastore;
    private final ConfigHistory history;
    private final ConfigDrafts drafts;
    private final AccessControl access;
    private final DatabindContext databind;
    private final int maxBodyBytes;

    Views(
            ConfigDatastore datastore,
            ConfigHistory history,
            ConfigDrafts drafts,
            AccessControl access,
            int maxBodyBytes) {
        this.datastore = datastore;
        this.history = history;
        this.drafts = drafts;
        this.access = access;
        this.maxBodyBytes = maxBodyBytes;
        databind = DatabindContext.ofModel(datastore.modelContext());
    }

    /** {@return whether the query asks for the past} */
    static boolean isPast(HttpCall call) {
        return parameters(call).stream().anyMatch(one -> one.startsWith(AS_OF));
    }

    private static List<String> parameters(HttpCall call) {
        return Arrays.asList(call.query().orElse("").split("&"));
    }

    /** Answers a call of a draft's datastore, or one with {@code as-of}. */
    HttpReply handle(HttpCall call) throws IOException, InterruptedException {
        return RestconfResources.answered(call, () -> isPast(call) ? past(call) : draft(call));
    }

    private HttpReply past(HttpCall call) throws RestconfException, IOException {
        var when =
                parameters(call).stream().filter(one -> one.startsWith(AS_OF)).findFirst();
        var others = parameters(call).stream()
                .filter(Predicate.not(one -> one.startsWith(AS_OF)))
                .collect(Collectors.joining("&"));
        var query = others.isEmpty() ? Optional.<String>empty() : Optional.of(others);
        if (!List.of("GET", "HEAD").contains(call.method()) || !isBelow(call.path(), DATA)) {
            throw RestconfException.invalidValue("as-of: only data can be read as of another time");
        }
        try {
            var view = at(when.orElseThrow().substring(AS_OF.length()));
            var path = call.path().substring(DATA.length());
            var reply = reply(new ViewedCall(call, path, query), view, (author, edit) -> {
                throw new ConfigException(Kind.INVALID, YangInstanceIdentifier.of(), "The past cannot be changed");
            });
            return linked(reply, call.path() + '?' + when.get() + '&');
        } catch (ConfigException e) {
            throw Refusals.refused(e, databind);
        }
    }

    private static boolean isBelow(String path, String resource) {
        return path.equals(resource) || path.startsWith(resource + '/');
    }

    private Snapshot at(String when) throws ConfigException, RestconfException {
        var text = when.replace("%3A", ":").replace("%3a", ":");
        if (text.matches("\\d{1,18}")) {
            return history.at(Long.parseLong(text));
        }
        try {
            return history.at(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw RestconfException.invalidValue(
                    "as-of: it is a revision, or a time like 2026-01-31T12:00:00Z, not " + text);
        }
    }

    /** A draft begins with the first edit; reading one that does not exist yet finds nothing. */
    private HttpReply draft(HttpCall call) throws RestconfException, IOException {
        if (!call.path().startsWith(DRAFT)) {
            throw Refusals.refused(
                    new ConfigException(
                            Kind.MISSING, YangInstanceIdentifier.of(), "There is no datastore " + call.path()),
                    databind);
        }
        int slash = call.path().indexOf('/', DRAFT.length());
        var name =
                slash < 0 ? call.path().substring(DRAFT.length()) : call.path().substring(DRAFT.length(), slash);
        var path = slash < 0 ? "" : call.path().substring(slash);
        try {
            requireOwn(call, name);
            var view = draftView(name, List.of("GET", "HEAD").contains(call.method()));
            var reply = reply(
                    new ViewedCall(call, path, call.query()), view, (author, edit) -> drafts.edit(name, author, edit));
            var location = reply.headers().get("Location");
            return location == null
                    ? linked(reply, call.path() + '?')
                    : reply.with("Location", location.replaceFirst(DATA, DRAFT + name));
        } catch (ConfigException e) {
            throw Refusals.refused(e, databind);
        }
    }

    /** The next page is one of the same view. */
    private static HttpReply linked(HttpReply reply, String resource) {
        var link = reply.headers().get("Link");
        return link == null ? reply : reply.with("Link", '<' + resource + link.substring(link.indexOf('?') + 1));
    }

    /** Whoever is confined to projects does not meet the drafts of others. */
    private void requireOwn(HttpCall call, String name) throws ConfigException {
        var draft = drafts.draft(name);
        var caller = call.caller().map(Caller::name);
        if (draft.isPresent()
                && !caller.equals(Optional.of(draft.get().author()))
                && CallerResources.permissions(access, call).isConfined()) {
            throw new ConfigException(Kind.MISSING, YangInstanceIdentifier.of(), "There is no draft " + name);
        }
    }

    /** The entity tag has to change with each edit, though the configuration has not changed. */
    private Snapshot draftView(String name, boolean isRead) throws ConfigException {
        var draft = drafts.draft(name);
        if (draft.isEmpty() && !isRead) {
            return datastore.snapshot();
        }
        var view = drafts.view(name);
        long tag = Integer.toUnsignedLong(Objects.hash(view.revision(), draft));
        return new Snapshot(tag, draft.map(one -> one.changed()).orElse(view.time()), view.tree());
    }

    private HttpReply reply(ViewedCall call, Snapshot view, Editor editor) throws RestconfException, IOException {
        var viewed = new ConfigurationOnly(
                CallerResources.permissions(access, call).guard(new ViewedDatastore(datastore, view, editor)));
        var data = new DataResource(
                new RequestDecoder(databind),
                new RequestBody(maxBodyBytes),
                new DataReader(viewed, databind, List::of),
                new DataWriter(viewed));
        return data.handle(call, call.path().replaceFirst("^/", ""));
    }
}
