package net.weftnet.config.ifmap.server;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.weftnet.config.ifmap.graph.MetadataStore;
import net.weftnet.config.ifmap.graph.Owner;
import net.weftnet.protocol.ifmap.ErrorCode;
import net.weftnet.protocol.ifmap.IfmapException;
import net.weftnet.protocol.ifmap.IfmapRequest.Lifetime;
import net.weftnet.protocol.ifmap.IfmapRequest.Publication;
import net.weftnet.protocol.ifmap.Metadata;
import net.weftnet.protocol.ifmap.Subject;

/**
 * What clients may publish: their own metadata, on any identifier, but nothing of the configuration's. Kept in memory,
 * until its session ends or, with lifetime {@code forever}, until it is deleted, purged or the server ends.
 */
final class ClientPublications {
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
                for (var metadata : update.metadata()) {
                    requireForeign(update.subject(), other -> other.type().equals(metadata.type()));
                }
                yield update.metadata().size();
            }
            case Publication.Delete delete -> {
                requireForeign(delete.subject(), doomed(delete));
                yield 0;
            }
            case Publication.Notify _ -> 0;
        };
    }

    private void requireForeign(Subject subject, Predicate<Metadata> touched) throws IfmapException {
        if (store.carries(subject, touched, ConfigPublisher.OWNER)) {
            throw new IfmapException(
                    ErrorCode.ACCESS_DENIED, "The configuration is changed through its own interface, not by IF-MAP");
        }
    }

    private static Predicate<Metadata> doomed(Publication.Delete delete) {
        return metadata -> delete.filter().isEmpty() || delete.filter().get().matches(metadata);
    }

    private void apply(Session session, Publication publication) {
        switch (publication) {
            case Publication.Update update -> {
                var owner = new Owner(
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
    List<Metadata> stamped(Session session, List<Metadata> metadata) {
        var now = clock.instant();
        return metadata.stream()
                .map(element -> element.published(session.publisherId(), now))
                .toList();
    }
}
