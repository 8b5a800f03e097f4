/** What the speaker knows, over HTTP. */
@NullMarked
package net.weftnet.control.bgp.rest;

import org.jspecify.annotations.NullMarked;
