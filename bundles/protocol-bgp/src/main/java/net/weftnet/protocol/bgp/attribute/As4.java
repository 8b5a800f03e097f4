package net.weftnet.protocol.bgp.attribute;

import java.util.ArrayList;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;

/** Paths from speakers that know AS numbers of two octets only (RFC 6793 section 4.2.3). */
final class As4 {
    private As4() {}

    /**
     * {@return the real path: as many leading AS numbers of {@code path} as it is longer, then {@code as4Path}}
     *
     * @param as4Path what the last speaker of four octets said; it is not trusted if it is longer than the path
     */
    static AsPath merge(AsPath path, AsPath as4Path) {
        var tail = withoutConfederations(as4Path);
        int missing = path.length() - tail.length();
        if (missing < 0) {
            return path;
        }
        var segments = new ArrayList<AsSegment>();
        for (var segment : path.segments()) {
            if (missing == 0 && segment.weight() > 0) {
                break;
            }
            if (segment.kind() == AsSegment.Kind.SEQUENCE && segment.numbers().size() > missing) {
                segments.add(new AsSegment(segment.kind(), segment.numbers().subList(0, missing)));
                missing = 0;
            } else {
                segments.add(segment);
                missing -= segment.weight();
            }
        }
        segments.addAll(tail.segments());
        return new AsPath(segments);
    }

    static AsPath withoutConfederations(AsPath path) {
        return new AsPath(path.segments().stream()
                .filter(segment -> segment.kind() == AsSegment.Kind.SET || segment.kind() == AsSegment.Kind.SEQUENCE)
                .toList());
    }
}
