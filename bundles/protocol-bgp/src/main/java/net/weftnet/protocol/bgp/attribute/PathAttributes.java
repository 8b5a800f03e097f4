package net.weftnet.protocol.bgp.attribute;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.weftnet.common.net.RouteTarget;
import net.weftnet.protocol.bgp.attribute.PathAttribute.AsPath;
import net.weftnet.protocol.bgp.attribute.PathAttribute.ExtendedCommunities;
import net.weftnet.protocol.bgp.attribute.PathAttribute.LocalPreference;
import net.weftnet.protocol.bgp.attribute.PathAttribute.MultiExitDiscriminator;
import net.weftnet.protocol.bgp.attribute.PathAttribute.Origin;

/**
 * The attributes that many routes share: immutable, in the order of their codes, none twice. One object stands for all
 * routes of a peer that came with the same octets ({@link AttributeCache}), so that comparing is mostly comparing
 * references; the hash is kept.
 */
public final class PathAttributes {
    public static final PathAttributes EMPTY = new PathAttributes(List.of());

    /** Of routes that say nothing (RFC 4271 section 9.1.1 leaves it to us). */
    public static final long DEFAULT_LOCAL_PREFERENCE = 100;

    private final List<PathAttribute> all;
    private final int hash;

    private PathAttributes(List<PathAttribute> sorted) {
        all = sorted;
        hash = sorted.hashCode();
    }

    public static PathAttributes of(PathAttribute... attributes) {
        return of(List.of(attributes));
    }

    /**
     * {@return a set of these attributes, in any order}
     *
     * @throws IllegalArgumentException if a code is there twice
     */
    public static PathAttributes of(List<? extends PathAttribute> attributes) {
        var sorted = new ArrayList<PathAttribute>(attributes);
        sorted.sort(Comparator.comparingInt(PathAttribute::code));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).code() == sorted.get(i).code()) {
                throw new IllegalArgumentException(
                        "Two attributes of type " + sorted.get(i).code());
            }
        }
        return new PathAttributes(List.copyOf(sorted));
    }

    /** {@return all of them, by code} */
    public List<PathAttribute> all() {
        return all;
    }

    /** {@return the attribute of this type, if it is there} */
    public <A extends PathAttribute> Optional<A> find(Class<A> type) {
        for (var attribute : all) {
            if (type.isInstance(attribute)) {
                return Optional.of(type.cast(attribute));
            }
        }
        return Optional.empty();
    }

    /** {@return these attributes and another one, instead of that of the same code if there is one} */
    public PathAttributes with(PathAttribute attribute) {
        var changed = new ArrayList<>(all);
        changed.removeIf(other -> other.code() == attribute.code());
        changed.add(attribute);
        return of(changed);
    }

    /** {@return these attributes but one} */
    public PathAttributes without(Class<? extends PathAttribute> type) {
        return new PathAttributes(
                all.stream().filter(attribute -> !type.isInstance(attribute)).toList());
    }

    public Origin origin() {
        return find(Origin.class).orElse(Origin.INCOMPLETE);
    }

    public AsPath asPath() {
        return find(AsPath.class).orElse(AsPath.EMPTY);
    }

    public long localPreference() {
        return find(LocalPreference.class).map(LocalPreference::value).orElse(DEFAULT_LOCAL_PREFERENCE);
    }

    /** {@return MULTI_EXIT_DISC, 0 if there is none (RFC 4271 section 9.1.2.2 c)} */
    public long multiExitDiscriminator() {
        return find(MultiExitDiscriminator.class)
                .map(MultiExitDiscriminator::value)
                .orElse(0L);
    }

    public List<ExtendedCommunity> extendedCommunities() {
        return find(ExtendedCommunities.class).map(ExtendedCommunities::values).orElse(List.of());
    }

    public List<RouteTarget> routeTargets() {
        return extendedCommunities().stream()
                .flatMap(community -> community.routeTarget().stream())
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof PathAttributes that && hash == that.hash && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
