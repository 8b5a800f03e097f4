package net.weftnet.control.proxy.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.ConfigNode;
import net.weftnet.control.proxy.ConfigMirror;
import net.weftnet.control.proxy.DnsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Makes zones out of the configuration: records as configured, and a name for each address of a workload. */
final class ZoneReader {
    private static final Logger log = LoggerFactory.getLogger(ZoneReader.class);
    private static final long DEFAULT_TTL = 86_400;
    private static final long DEFAULT_NEGATIVE_TTL = 300;

    private final ConfigMirror config;
    private final RandomGenerator random;

    ZoneReader(ConfigMirror config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /** {@return the zone of each virtual name server, by its name} One that cannot be read has none. */
    Map<ConfigNode.Name, VirtualZone> read() {
        var zones = new HashMap<ConfigNode.Name, VirtualZone>();
        for (var dns : config.ofType(ConfigMirror.VIRTUAL_DNS)) {
            zone(dns).ifPresent(zone -> zones.put(dns, zone));
        }
        for (var network : config.ofType(ConfigMirror.NETWORK)) {
            for (var attribute : config.neighbours(network, ConfigMirror.NETWORK_IPAM)) {
                for (var ipam : config.neighbours(attribute, ConfigMirror.IPAM)) {
                    DnsSettings.of(config, ipam)
                            .virtualDns()
                            .filter(this::takesWorkloads)
                            .ifPresent(dns -> addWorkloads(network, dns, zones));
                }
            }
        }
        return zones;
    }

    private Optional<String> setting(ConfigNode.Name dns, String name) {
        return config.property(dns, "virtual-DNS-data")
                .flatMap((XmlElement data) -> data.childText(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private boolean takesWorkloads(ConfigNode.Name dns) {
        return !setting(dns, "dynamic-records-from-client").orElse("").equals("false");
    }

    private long ttl(ConfigNode.Name dns) {
        return setting(dns, "default-ttl-seconds").map(Long::parseLong).orElse(DEFAULT_TTL);
    }

    private Optional<VirtualZone> zone(ConfigNode.Name dns) {
        try {
            var domain =
                    absolute(DnsSettings.domain(config, dns).orElseThrow(() -> new TextParseException("no domain")));
            var order = VirtualZone.Order.valueOf(setting(dns, "record-order")
                    .orElse("random")
                    .toUpperCase(Locale.ROOT)
                    .replace('-', '_'));
            long negativeTtl = config.property(dns, "virtual-DNS-data")
                    .flatMap((XmlElement data) -> data.child("soa-record"))
                    .flatMap(soa -> soa.childText("negative-cache-ttl-seconds"))
                    .map(text -> Long.parseLong(text.strip()))
                    .orElse(DEFAULT_NEGATIVE_TTL);
            var zone = new VirtualZone(domain, order, negativeTtl, setting(dns, "next-virtual-DNS"), random);
            config.neighbours(dns, ConfigMirror.DNS_RECORD).forEach(record -> add(record, dns, zone));
            return Optional.of(zone);
        } catch (TextParseException | IllegalArgumentException e) {
            log.warn("{}: cannot be used: {}", dns.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Name absolute(String text) throws TextParseException {
        return Name.fromString(text.toLowerCase(Locale.ROOT), Name.root);
    }

    private void add(ConfigNode.Name record, ConfigNode.Name dns, VirtualZone zone) {
        config.property(record, "virtual-DNS-record-data").ifPresent(data -> {
            try {
                zone.add(read(data, ttl(dns), zone.domain()));
            } catch (IOException | IllegalArgumentException e) {
                log.warn("{}: left out: {}", record.name(), e.getMessage());
            }
        });
    }

    /** Names are below the domain unless they end with a dot, or are in it already; of a PTR the name may be an address. */
    private static Record read(XmlElement data, long defaultTtl, Name domain) throws IOException {
        int type = Type.value(data.childText("record-type").orElse("").strip());
        if (type < 0) {
            throw new IllegalArgumentException("no record type");
        }
        var name = data.childText("record-name").orElse("").strip();
        long ttl = data.childText("record-ttl-seconds")
                .map(text -> Long.parseLong(text.strip()))
                .orElse(defaultTtl);
        var value = data.childText("record-data").orElse("").strip();
        var preference = data.childText("record-mx-preference")
                .map(text -> text.strip() + " ")
                .orElse("0 ");
        return Record.fromString(
                owner(name, type, domain), type, DClass.IN, ttl, type == Type.MX ? preference + value : value, domain);
    }

    private static Name owner(String text, int type, Name domain) throws TextParseException {
        if (type == Type.PTR && text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return reverse(IpAddress.parse(text));
        }
        var name = Name.fromString(text.toLowerCase(Locale.ROOT), Name.root);
        return name.subdomain(domain) || text.endsWith(".") || name.subdomain(Name.fromConstantString("arpa."))
                ? name
                : Name.fromString(text.toLowerCase(Locale.ROOT), domain);
    }

    private static Name reverse(IpAddress address) {
        return ReverseMap.fromAddress(inet(address));
    }

    static InetAddress inet(IpAddress address) {
        return InetAddress.ofLiteral(address.toString());
    }

    private void addWorkloads(ConfigNode.Name network, ConfigNode.Name dns, Map<ConfigNode.Name, VirtualZone> zones) {
        var zone = zones.get(dns);
        if (zone == null) {
            return;
        }
        long ttl = ttl(dns);
        for (var port : config.neighbours(network, ConfigMirror.PORT)) {
            for (var text : config.addresses(port)) {
                try {
                    var address = IpAddress.parse(text);
                    var name = Name.fromString(config.hostName(port), zone.domain());
                    zone.add(addressRecord(name, ttl, address));
                    zone.add(new PTRRecord(reverse(address), DClass.IN, ttl, name));
                } catch (TextParseException | IllegalArgumentException e) {
                    log.debug("{}: no name: {}", port.name(), e.getMessage());
                }
            }
        }
    }

    static Record addressRecord(Name name, long ttl, IpAddress address) {
        return address.isIpv4()
                ? new ARecord(name, DClass.IN, ttl, inet(address))
                : new AAAARecord(name, DClass.IN, ttl, inet(address));
    }
}
