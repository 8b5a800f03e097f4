package net.weftnet.protocol.ifmap;

import java.util.List;

/** A part of a result: an identifier or a link, and metadata of it. */
public record ResultItem(Subject subject, List<Metadata> metadata) {

    public ResultItem {
        metadata = List.copyOf(metadata);
    }
}
