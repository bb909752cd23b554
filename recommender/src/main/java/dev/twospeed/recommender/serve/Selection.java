package dev.twospeed.recommender.serve;

/**
 * Which of the ranked items make the list.
 *
 * @param length at most how many
 * @param excludeSeen whether products of the session itself are left out (before the cut, so the list stays full)
 */
public record Selection(int length, boolean excludeSeen) {
    public Selection {
        if (length < 0) {
            throw new IllegalArgumentException("length of a recommendation list is " + length + ", expected 0 or more");
        }
    }

    /** The best {@code length} products that are not in the session. */
    public static Selection unseen(int length) {
        return new Selection(length, true);
    }
}
