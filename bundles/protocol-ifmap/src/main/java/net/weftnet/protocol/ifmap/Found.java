package net.weftnet.protocol.ifmap;

import java.util.Optional;

/** A result of a search or subscription: as read, or as a server writes it. */
public sealed interface Found extends PollItem permits SearchResult, EncodedResult {

    /** {@return what the items are} */
    SearchResult.Kind kind();

    /** {@return the subscription's name; absent in the answer to a search} */
    Optional<String> name();
}
