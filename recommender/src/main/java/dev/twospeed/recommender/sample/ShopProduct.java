package dev.twospeed.recommender.sample;

import java.math.BigDecimal;

/** A row of {@code products}, its columns as in the classicmodels sample database. */
public record ShopProduct(
        String productCode,
        String productName,
        String productLine,
        String productScale,
        String productVendor,
        String productDescription,
        int quantityInStock,
        BigDecimal buyPrice,
        BigDecimal msrp) {}
