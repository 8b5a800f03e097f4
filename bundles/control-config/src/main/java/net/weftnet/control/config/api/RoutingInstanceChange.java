package net.weftnet.control.config.api;

/** One change of the set of routing instances. */
public sealed interface RoutingInstanceChange {

    /** The instance is new, or is now like this. */
    record Updated(RoutingInstance instance) implements RoutingInstanceChange {}

    /** The instance of this name is gone. */
    record Removed(String name) implements RoutingInstanceChange {}
}
