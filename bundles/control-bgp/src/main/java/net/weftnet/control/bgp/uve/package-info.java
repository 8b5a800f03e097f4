/** What analytics hears of the control node's routing. */
@NullMarked
package net.weftnet.control.bgp.uve;

import org.jspecify.annotations.NullMarked;
