package net.weftnet.common.sandesh;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where a collector listens: {@code 10.0.0.1:8086}, {@code [2001:db8::1]:8086}, {@code controller:8086}. */
record CollectorAddress(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]+)]|([^:\\s]+)):(\\d{1,5})");

    CollectorAddress {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
    }

    /** Reads a list with commas; an empty text is an empty list. */
    static List<CollectorAddress> parseList(String text) {
        var addresses = new ArrayList<CollectorAddress>();
        for (var part : text.strip().split("\\s*,\\s*", -1)) {
            if (!part.isEmpty()) {
                addresses.add(parse(part));
            }
        }
        return List.copyOf(addresses);
    }

    static CollectorAddress parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not host:port: " + text);
        }
        var host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new CollectorAddress(host, Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
