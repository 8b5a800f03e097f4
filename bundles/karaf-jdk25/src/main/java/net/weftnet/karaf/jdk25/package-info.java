/** The java agent that lets Karaf 4.4 run on JDK 25. */
@NullMarked
package net.weftnet.karaf.jdk25;

import org.jspecify.annotations.NullMarked;
