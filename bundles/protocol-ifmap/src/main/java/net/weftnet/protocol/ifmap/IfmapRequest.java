package net.weftnet.protocol.ifmap;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a client asks (IF-MAP 2.0 section 3.7). */
public sealed interface IfmapRequest {

    /** {@return the value of the {@code SOAPAction} header} */
    default String action() {
        return switch (this) {
            case NewSession _ -> "newSession";
            case RenewSession _ -> "renewSession";
            case EndSession _ -> "endSession";
            case PurgePublisher _ -> "purgePublisher";
            case Subscribe _ -> "subscribe";
            case Poll _ -> "poll";
            case SearchOnce _ -> "search";
            case Publish _ -> "publish";
        };
    }

    /** Starts a session. */
    record NewSession(OptionalLong maxPollResultSize) implements IfmapRequest {}

    /** A request within a session. */
    sealed interface InSession extends IfmapRequest {
        String sessionId();
    }

    /** Keeps a session alive. */
    record RenewSession(String sessionId) implements InSession {}

    /** Ends a session. */
    record EndSession(String sessionId) implements InSession {}

    /** Removes all that a publisher published. */
    record PurgePublisher(String sessionId, String publisherId) implements InSession {}

    /** Changes the session's subscriptions, in order. */
    record Subscribe(String sessionId, List<Subscription> subscriptions) implements InSession {
        public Subscribe {
            subscriptions = List.copyOf(subscriptions);
        }
    }

    /** Waits for results of the session's subscriptions. */
    record Poll(String sessionId) implements InSession {}

    /** Searches once. */
    record SearchOnce(String sessionId, Search search) implements InSession {}

    /** Changes metadata, all or nothing, in order. */
    record Publish(String sessionId, List<Publication> publications) implements InSession {
        public Publish {
            publications = List.copyOf(publications);
        }
    }

    /** One part of a {@link Subscribe}. */
    sealed interface Subscription {
        String name();

        /**
         * A new subscription, or another search for an old one.
         *
         * @param since what the client has already, of a server that marks revisions: it asks for what came after
         */
        record Update(String name, Search search, Optional<RevisionMarker> since) implements Subscription {

            /** A subscription from the beginning. */
            public Update(String name, Search search) {
                this(name, search, Optional.empty());
            }
        }

        /** The end of a subscription. */
        record Delete(String name) implements Subscription {}
    }

    /** One part of a {@link Publish}. */
    sealed interface Publication {
        Subject subject();

        /** New metadata. */
        record Update(Subject subject, List<Metadata> metadata, Lifetime lifetime) implements Publication {
            public Update {
                metadata = List.copyOf(metadata);
            }
        }

        /** Metadata for those who subscribed, not to be stored. */
        record Notify(Subject subject, List<Metadata> metadata) implements Publication {
            public Notify {
                metadata = List.copyOf(metadata);
            }
        }

        /** Metadata that goes: what the filter matches, all if it is absent. */
        record Delete(Subject subject, Optional<Filter> filter) implements Publication {}
    }

    /** How long metadata stays. */
    enum Lifetime {
        SESSION("session"),
        FOREVER("forever");

        private final String wireName;

        Lifetime(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }
}
