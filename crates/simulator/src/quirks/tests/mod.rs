//! Every quirk's form occurs, and reads as the tables' form does.

mod clean;
mod forms;
mod layer;
mod same;
