package net.weftnet.protocol.ifmap;

import java.util.Optional;

/** A result as a server writes it: its items may be shared with the results of other subscribers. */
public record EncodedResult(SearchResult.Kind kind, Optional<String> name, EncodedItems items) implements Found {}
