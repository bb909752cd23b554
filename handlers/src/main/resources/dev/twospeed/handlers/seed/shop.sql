-- Marks the database as a sample shop and, in a row that is written last, says which. No part of classicmodels. It is there before
-- any other table and loses its row before any other is dropped: whenever this ends, the next seeding knows what it sees.
CREATE TABLE IF NOT EXISTS sample_shop (
  checksum CHAR(64) NOT NULL PRIMARY KEY
);
DELETE FROM sample_shop;
DROP TABLE IF EXISTS orderdetails, orders, customers, products, productlines;
-- The tables of the MySQL sample database classicmodels that a recommender needs.
CREATE TABLE productlines (
  productLine     VARCHAR(50)    NOT NULL PRIMARY KEY,
  textDescription VARCHAR(4000)  NULL
);
CREATE TABLE products (
  productCode        VARCHAR(15)    NOT NULL PRIMARY KEY,
  productName        VARCHAR(70)    NOT NULL,
  productLine        VARCHAR(50)    NOT NULL,
  productScale       VARCHAR(10)    NOT NULL,
  productVendor      VARCHAR(50)    NOT NULL,
  productDescription TEXT           NOT NULL,
  quantityInStock    SMALLINT       NOT NULL,
  buyPrice           DECIMAL(10, 2) NOT NULL,
  MSRP               DECIMAL(10, 2) NOT NULL,
  FOREIGN KEY (productLine) REFERENCES productlines (productLine)
);
CREATE TABLE customers (
  customerNumber   INT            NOT NULL PRIMARY KEY,
  customerName     VARCHAR(50)    NOT NULL,
  contactLastName  VARCHAR(50)    NOT NULL,
  contactFirstName VARCHAR(50)    NOT NULL,
  phone            VARCHAR(50)    NOT NULL,
  addressLine1     VARCHAR(50)    NOT NULL,
  addressLine2     VARCHAR(50)    NULL,
  city             VARCHAR(50)    NOT NULL,
  state            VARCHAR(50)    NULL,
  postalCode       VARCHAR(15)    NULL,
  country          VARCHAR(50)    NOT NULL,
  creditLimit      DECIMAL(10, 2) NULL
);
CREATE TABLE orders (
  orderNumber    INT         NOT NULL PRIMARY KEY,
  orderDate      DATE        NOT NULL,
  requiredDate   DATE        NOT NULL,
  shippedDate    DATE        NULL,
  status         VARCHAR(15) NOT NULL,
  comments       TEXT        NULL,
  customerNumber INT         NOT NULL,
  FOREIGN KEY (customerNumber) REFERENCES customers (customerNumber)
);
CREATE TABLE orderdetails (
  orderNumber     INT            NOT NULL,
  productCode     VARCHAR(15)    NOT NULL,
  quantityOrdered INT            NOT NULL,
  priceEach       DECIMAL(10, 2) NOT NULL,
  orderLineNumber SMALLINT       NOT NULL,
  PRIMARY KEY (orderNumber, productCode),
  FOREIGN KEY (orderNumber) REFERENCES orders (orderNumber),
  FOREIGN KEY (productCode) REFERENCES products (productCode)
);
