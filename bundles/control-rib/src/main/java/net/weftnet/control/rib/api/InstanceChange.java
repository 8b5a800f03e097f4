package net.weftnet.control.rib.api;

/** A change of the set of routing instances. */
public sealed interface InstanceChange {

    /** The instance is new, or is now like this. */
    record Put(InstanceConfig config) implements InstanceChange {}

    /** The instance is gone. */
    record Remove(String name) implements InstanceChange {}
}
