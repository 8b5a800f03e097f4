/** What a gateway is told, in the words of its make. */
@NullMarked
package net.weftnet.control.netconf.template;

import org.jspecify.annotations.NullMarked;
