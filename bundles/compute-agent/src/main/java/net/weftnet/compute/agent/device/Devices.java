package net.weftnet.compute.agent.device;

import java.util.OptionalInt;

/** The devices of this host's network namespace. */
@FunctionalInterface
public interface Devices {

    /** {@return the kernel's number of the device of this name, if there is one} */
    OptionalInt index(String name);
}
