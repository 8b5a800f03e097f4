/** The distribution as a child process: it boots, its features install, its bundles can be replaced. */
@NullMarked
package net.weftnet.itests.karaf;

import org.jspecify.annotations.NullMarked;
