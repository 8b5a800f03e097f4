package net.weftnet.config.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a client accepts as the reply (RFC 9110 section 12.5.1). */
record Accept(List<Range> ranges) {

    /** One media range; a more specific one decides before a wider one. */
    private record Range(String type, double quality) {
        int specificity() {
            return type.equals("*/*") ? 0 : type.endsWith("/*") ? 1 : 2;
        }

        boolean covers(String mediaType) {
            return specificity() == 0
                    || type.equals(mediaType)
                    || specificity() == 1 && mediaType.startsWith(type.substring(0, type.length() - 1));
        }

        static Range parse(String text) {
            var parts = text.split(";", -1);
            double quality = 1;
            for (int i = 1; i < parts.length; i++) {
                var parameter = parts[i].strip();
                if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                    quality = quality(parameter.substring(2));
                }
            }
            return new Range(parts[0].strip().toLowerCase(Locale.ROOT), quality);
        }

        private static double quality(String text) {
            return text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 0;
        }
    }

    Accept {
        ranges = List.copyOf(ranges);
    }

    /** Reads the {@code Accept} headers of a request; a request without one accepts everything. */
    static Accept parse(List<String> headers) {
        var ranges = new ArrayList<Range>();
        for (var header : headers) {
            for (var text : header.split(",")) {
                if (!text.isBlank()) {
                    ranges.add(Range.parse(text));
                }
            }
        }
        return new Accept(ranges.isEmpty() ? List.of(new Range("*/*", 1)) : ranges);
    }

    /** {@return the most wanted of these types, an earlier one before a later one; none if all are refused} */
    Optional<MediaType> choose(List<MediaType> offered) {
        return offered.stream()
                .filter(type -> quality(type) > 0)
                // max() keeps the last of equals, the offer's order asks for the first
                .reduce((best, type) -> quality(type) > quality(best) ? type : best);
    }

    boolean accepts(String type) {
        return quality(type) > 0;
    }

    private double quality(MediaType type) {
        return quality(type.toString());
    }

    private double quality(String type) {
        return ranges.stream()
                .filter(range -> range.covers(type))
                .max(Comparator.comparingInt(Range::specificity))
                .map(Range::quality)
                .orElse(0.0);
    }
}
