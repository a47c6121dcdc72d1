"""What answered tables give: recorded answers, counted against labels by eye."""
