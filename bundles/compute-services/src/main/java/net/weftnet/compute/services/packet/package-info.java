/** Packets of workloads: what the services need of Ethernet, IPv4, UDP and TCP. */
@NullMarked
package net.weftnet.compute.services.packet;

import org.jspecify.annotations.NullMarked;
