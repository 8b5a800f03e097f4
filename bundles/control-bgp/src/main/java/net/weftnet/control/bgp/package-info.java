/** The BGP speaker: sessions on one event loop, which owns all state here, and the translation of routes. */
@NullMarked
package net.weftnet.control.bgp;

import org.jspecify.annotations.NullMarked;
