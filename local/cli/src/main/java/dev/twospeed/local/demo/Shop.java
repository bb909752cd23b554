package dev.twospeed.local.demo;

import dev.twospeed.local.cloud.AwsClients;
import dev.twospeed.local.cloud.StackOutputs;
import dev.twospeed.local.orders.Article;
import dev.twospeed.local.report.Report;
import dev.twospeed.recommender.sample.HeldOutSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The shop that a demo runs on. */
interface Shop {
    /** One line above the results. */
    String title();

    /** How large it is, in a few words. */
    String size();

    /** What is sent, with what these customers bought next. */
    List<HeldOutSession> sessions();

    /** Fills the source database, which the foundation names; answers whether it held another shop, or none. */
    boolean fill(AwsClients clients, StackOutputs foundation) throws Exception;

    /** The products by their codes. */
    Map<String, Article> products();

    /** The products with most buyers, best first, without those excluded. */
    List<String> popular(Set<String> excluded, int k);

    /** The products that the customer of a session buys most probably, best first; empty where nobody knows. */
    Optional<List<String>> oracle(HeldOutSession session, Set<String> excluded, int k);

    /** What was counted before the database was filled: rows read and left out, and what is held out. */
    List<Report.Rows> rows();

    /** What is in the database to learn from. */
    OrderLines orderLines();

    /**
     * Order lines.
     *
     * @param lines how many there are
     * @param pairs how many different pairs of a customer and a product they name
     */
    record OrderLines(long lines, long pairs) {}

    /** What else is to be told of it, name to value. */
    Map<String, String> facts();
}
