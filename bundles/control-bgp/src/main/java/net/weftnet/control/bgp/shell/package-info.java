/** Commands about BGP. */
@NullMarked
package net.weftnet.control.bgp.shell;

import org.jspecify.annotations.NullMarked;
