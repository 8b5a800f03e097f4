/** The forwarding tables: entries of the API as the octets of the ABI, and back. */
@NullMarked
package net.weftnet.compute.forwarding.tables;

import org.jspecify.annotations.NullMarked;
