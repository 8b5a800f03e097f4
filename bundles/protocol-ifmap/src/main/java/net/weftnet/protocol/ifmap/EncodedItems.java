package net.weftnet.protocol.ifmap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result items whose metadata is XML already, as a server keeps it. What many subscribers are told is written as XML once,
 * and kept as long as this object if it is not large. Thread-safe.
 */
public final class EncodedItems {
    /** In characters. The text of more is written anew for each who is told, piece by piece. */
    private static final long LARGEST_KEPT = 1 << 20;

    private static final int PIECE = 16 * 1024;

    private final List<Item> items;
    private byte @Nullable [] kept;

    /** One identifier or link, and metadata of it as XML. */
    public record Item(Subject subject, List<String> metadata) {
        public Item {
            metadata = List.copyOf(metadata);
        }
    }

    public EncodedItems(List<Item> items) {
        this.items = List.copyOf(items);
    }

    /** {@return the items, not yet as XML} */
    public List<Item> items() {
        return items;
    }

    /** Writes all items. */
    void writeTo(OutputStream out) throws IOException {
        if (isSmall()) {
            out.write(octets());
            return;
        }
        var piece = new StringBuilder(PIECE + 1024);
        for (var item : items) {
            append(item, piece);
            if (piece.length() >= PIECE) {
                out.write(piece.toString().getBytes(StandardCharsets.UTF_8));
                piece.setLength(0);
            }
        }
        out.write(piece.toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean isSmall() {
        long characters = 0;
        for (var item : items) {
            for (var metadata : item.metadata()) {
                characters += metadata.length();
            }
            if (characters > LARGEST_KEPT) {
                return false;
            }
        }
        return true;
    }

    private synchronized byte[] octets() {
        var octets = kept;
        if (octets == null) {
            var text = new StringBuilder();
            items.forEach(item -> append(item, text));
            octets = text.toString().getBytes(StandardCharsets.UTF_8);
            kept = octets;
        }
        return octets;
    }

    private static void append(Item item, StringBuilder out) {
        out.append("<resultItem>");
        SubjectCodec.append(item.subject(), out);
        if (!item.metadata().isEmpty()) {
            out.append("<metadata>");
            item.metadata().forEach(out::append);
            out.append("</metadata>");
        }
        out.append("</resultItem>");
    }
}
