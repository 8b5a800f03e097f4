/** Servers of others, as child processes on loopback, for tests that want the real thing. */
package net.weftnet.itests.servers;
