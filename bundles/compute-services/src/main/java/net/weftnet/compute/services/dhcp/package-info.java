/** Leases. */
@NullMarked
package net.weftnet.compute.services.dhcp;

import org.jspecify.annotations.NullMarked;
