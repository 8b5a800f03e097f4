/** The metadata of all publishers, and what a search finds in it. Pure; the server's thread owns all of it. */
@NullMarked
package net.weftnet.config.ifmap.graph;

import org.jspecify.annotations.NullMarked;
