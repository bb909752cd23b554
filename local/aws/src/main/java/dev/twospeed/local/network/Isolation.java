package dev.twospeed.local.network;

import java.util.List;

/** Keeps a process to what it can reach. */
public interface Isolation {
    /** None: every process reaches everything on this machine. */
    Isolation NONE = (command, reach, own) -> command;

    /**
     * The command that starts a process with nothing but its reach.
     *
     * @param command its program with arguments; the program becomes the process that is started
     * @param own the port of 127.0.0.1 where it talks to whoever started it, or 0
     */
    List<String> confine(List<String> command, Reach reach, int own);
}
