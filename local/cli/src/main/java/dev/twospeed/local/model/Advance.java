package dev.twospeed.local.model;

/** Is told how far a task is; may be told often. */
public interface Advance {
    /** Nobody wants to know. */
    Advance UNSEEN = (done, most) -> {};

    /**
     * So much is done. Nothing is what it is told before the first, when all is read that has to be.
     *
     * @param most of so much, at most; 1 and more
     */
    void at(long done, long most);
}
