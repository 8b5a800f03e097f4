/** The agent's side of its sessions with the control nodes: what it asked for, told them and learned from them. */
@NullMarked
package net.weftnet.compute.agent.controller;

import org.jspecify.annotations.NullMarked;
