package net.weftnet.config.ifmap.server;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import net.weftnet.config.ifmap.graph.MetadataStore;
import net.weftnet.config.ifmap.graph.Owner;
import net.weftnet.config.ifmap.graph.Published;
import net.weftnet.protocol.ifmap.Contrail;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapRequest.Lifetime;
import net.weftnet.protocol.ifmap.IfmapRequest.Publication;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.Subject;

/**
 * What clients may publish: metadata of their own, on any identifier, but nothing in the words of the configuration, which
 * a control node would take for it. Kept in memory, until its session ends or, with lifetime {@code forever}, until it is
 * deleted, purged or the server ends.
 */
final class ClientPublications {
    /** The namespaces of the configuration's own metadata. */
    private static final Set<String> RESERVED = Set.of(Contrail.NAMESPACE, RevisionMarker.NAMESPACE);

    private final MetadataStore store;
    private final Clock clock;
    private final int mostMetadata;

    ClientPublications(MetadataStore store, Clock clock, int mostMetadata) {
        this.store = store;
        this.clock = clock;
        this.mostMetadata = mostMetadata;
    }

    /** Applies all of the changes, or none if one is refused. */
    void apply(Session session, List<Publication> publications) throws IfmapException {
        int added = 0;
        for (var publication : publications) {
            added += check(publication);
        }
        if (added > 0 && store.count(session.publisherId()) + added > mostMetadata) {
            throw new IfmapException(
                    ErrorCode.FAILURE, "One publisher may have no more than " + mostMetadata + " metadata elements");
        }
        for (var publication : publications) {
            apply(session, publication);
        }
    }

    /** {@return how many elements it adds, at most} */
    private int check(Publication publication) throws IfmapException {
        return switch (publication) {
            case Publication.Update update -> {
                for (var element : update.metadata()) {
                    requireForeign(element);
                    requireCardinality(update.subject(), element);
                }
                yield update.metadata().size();
            }
            case Publication.Delete delete -> {
                var doomed = doomed(delete);
                if (store.carries(
                        delete.subject(), (owner, metadata) -> isConfiguration(owner) && doomed.test(metadata))) {
                    throw denied();
                }
                yield 0;
            }
            case Publication.Notify notify -> {
                for (var element : notify.metadata()) {
                    requireForeign(element);
                }
                yield 0;
            }
        };
    }

    private static void requireForeign(Metadata metadata) throws IfmapException {
        if (RESERVED.contains(metadata.type().namespace())) {
            throw denied();
        }
    }

    /** A type is either single-valued or multi-valued (IF-MAP 2.0 section 3.3.1). */
    private void requireCardinality(Subject subject, Metadata metadata) throws IfmapException {
        if (store.carries(
                subject,
                (_, other) -> other.type().equals(metadata.type()) && other.cardinality() != metadata.cardinality())) {
            throw new IfmapException(
                    ErrorCode.INVALID_METADATA,
                    metadata.type() + " is there already, and not as "
                            + metadata.cardinality().wireName());
        }
    }

    private static boolean isConfiguration(Owner owner) {
        return owner instanceof Owner.Configuration;
    }

    private static IfmapException denied() {
        return new IfmapException(
                ErrorCode.ACCESS_DENIED, "The configuration is changed through its own interface, not by IF-MAP");
    }

    private static Predicate<Published> doomed(Publication.Delete delete) {
        return metadata -> delete.filter().isEmpty() || delete.filter().get().matches(metadata);
    }

    private void apply(Session session, Publication publication) {
        switch (publication) {
            case Publication.Update update -> {
                var owner = new Owner.Client(
                        session.publisherId(),
                        update.lifetime() == Lifetime.FOREVER ? Optional.empty() : Optional.of(session.id()));
                stamped(session, update.metadata()).forEach(metadata -> store.put(update.subject(), metadata, owner));
            }
            case Publication.Delete delete -> store.remove(delete.subject(), doomed(delete));
            case Publication.Notify _ -> {
                // told, not stored
            }
        }
    }

    /** {@return the metadata with who published it and when, as subscribers see it} */
    List<Published> stamped(Session session, List<Metadata> metadata) {
        var now = clock.instant();
        return metadata.stream()
                .map(element -> Published.of(element, session.publisherId(), now))
                .toList();
    }

    /** Removes what goes with a session. */
    void end(Session session) {
        store.removeOf(client -> client.sessionId().equals(Optional.of(session.id())));
    }

    /** Removes all that a publisher has published, in whichever session. */
    void purge(String publisherId) {
        store.removeOf(client -> client.publisherId().equals(publisherId));
    }
}
